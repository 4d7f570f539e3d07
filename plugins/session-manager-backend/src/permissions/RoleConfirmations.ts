import { RoleConfirmation } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { withDatabaseErrors } from '../database/transact';

/** Confirmations that roles belong to entities, in the plugin's database. */
export interface RoleConfirmations {
  /** Those of an entity, by role ARN. */
  ofEntity(entityRef: string): Promise<Map<string, RoleConfirmation>>;
  /** Those of these roles, for any entity. */
  ofRoles(roleArns: readonly string[]): Promise<RoleConfirmation[]>;
  /** Replaces an earlier confirmation of the same role and entity. */
  confirm(confirmation: RoleConfirmation): Promise<void>;
  /** Returns whether there was one. */
  withdraw(role: { roleArn: string; entityRef: string }): Promise<boolean>;
}

interface ConfirmationRow {
  role_arn: string;
  entity_ref: string;
  tagged_for: string | null;
  confirmed_by: string;
  confirmed_at: Date | number | string;
}

const TABLE = 'role_confirmations';

export function createRoleConfirmations(options: {
  knex: Knex;
}): RoleConfirmations {
  const { knex } = options;
  return {
    async ofEntity(entityRef) {
      const rows = await withDatabaseErrors(async () =>
        knex<ConfirmationRow>(TABLE).where({ entity_ref: entityRef }),
      );
      return new Map(rows.map(row => [row.role_arn, confirmationOf(row)]));
    },

    async ofRoles(roleArns) {
      const rows = await withDatabaseErrors(async () =>
        knex<ConfirmationRow>(TABLE).whereIn('role_arn', [...roleArns]),
      );
      return rows.map(confirmationOf);
    },

    async confirm({ roleArn, entityRef, taggedFor, ...by }) {
      await withDatabaseErrors(async () =>
        knex(TABLE)
          .insert({
            role_arn: roleArn,
            entity_ref: entityRef,
            tagged_for: taggedFor ?? null,
            confirmed_by: by.confirmedBy,
            confirmed_at: new Date(by.confirmedAt),
          })
          .onConflict(['role_arn', 'entity_ref'])
          .merge(),
      );
    },

    async withdraw({ roleArn, entityRef }) {
      const gone = await withDatabaseErrors(async () =>
        knex(TABLE)
          .where({ role_arn: roleArn, entity_ref: entityRef })
          .delete(),
      );
      return gone > 0;
    },
  };
}

function confirmationOf(row: ConfirmationRow): RoleConfirmation {
  return {
    roleArn: row.role_arn,
    entityRef: row.entity_ref,
    ...(row.tagged_for !== null && { taggedFor: row.tagged_for }),
    confirmedBy: row.confirmed_by,
    confirmedAt: new Date(row.confirmed_at).toISOString(),
  };
}
