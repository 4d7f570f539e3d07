import {
  ExistingRole,
  RegionPrediction,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { Time } from '../../../database/times';
import { InstanceTags } from '../../instanceTags';
import { RoleSelection, selectRoles } from '../RoleSelection';
import { RoleRow } from '../rows';
import { ListedRole, listedRole } from '../StoredRole';

/** A stored role with the documents that it was read with. */
export interface StoredRoleDetails {
  role: ListedRole;
  snapshot: ExistingRole;
  predictions: RegionPrediction[];
  /** On which its policies depend, as far as they are known. */
  instanceTags?: InstanceTags;
  /** Whether the last complete scan did not see it. */
  missing: boolean;
  snapshotHash: string;
  environmentHash: string;
}

type DetailsRow = RoleRow & {
  snapshot: string;
  predictions: string;
  instance_tags: string | null;
  scanned_at: Time | null;
};

/** Undefined if it is not stored. */
export async function readRole(
  tx: Knex,
  roleArn: string,
): Promise<StoredRoleDetails | undefined> {
  const rows: DetailsRow[] = await withDocuments(tx('fleet_roles')).where(
    'fleet_roles.role_arn',
    roleArn,
  );
  return rows.map(details)[0];
}

/** Those of these roles that are stored, with their documents. */
export async function readRoles(
  tx: Knex,
  roleArns: readonly string[],
): Promise<StoredRoleDetails[]> {
  if (roleArns.length === 0) {
    return [];
  }
  const rows: DetailsRow[] = await withDocuments(tx('fleet_roles')).whereIn(
    'fleet_roles.role_arn',
    [...roleArns],
  );
  return rows.map(details);
}

/** The ARNs of the roles of a service, in order. */
export async function rolesOfEntity(
  tx: Knex,
  entityRef: string,
): Promise<Array<{ roleArn: string; accountId: string }>> {
  const rows: Array<Pick<RoleRow, 'role_arn' | 'account_id'>> = await tx(
    'fleet_roles',
  )
    .select('role_arn', 'account_id')
    .where({ entity_ref: entityRef.toLocaleLowerCase('en-US') })
    .orderBy('role_arn');
  return rows.map(row => ({
    roleArn: row.role_arn,
    accountId: row.account_id,
  }));
}

// A document has tens of kilobytes at most.
const BATCH = 200;

/**
 * All selected roles with their documents, in batches, such as those of an
 * account and region whose environment changed.
 */
export async function* streamRoleDetails(
  tx: Knex,
  selection: RoleSelection,
): AsyncGenerator<StoredRoleDetails[]> {
  let last = '';
  for (;;) {
    const rows: DetailsRow[] = await withDocuments(selectRoles(tx, selection))
      .where('fleet_roles.role_arn', '>', last)
      .orderBy('fleet_roles.role_arn')
      .limit(BATCH);
    if (rows.length > 0) {
      yield rows.map(details);
    }
    if (rows.length < BATCH) {
      return;
    }
    last = rows[rows.length - 1].role_arn;
  }
}

function withDocuments(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .join(
      'fleet_role_documents',
      'fleet_role_documents.role_arn',
      'fleet_roles.role_arn',
    )
    .join(
      'fleet_accounts',
      'fleet_accounts.account_id',
      'fleet_roles.account_id',
    )
    .select(
      'fleet_roles.*',
      'fleet_role_documents.snapshot',
      'fleet_role_documents.predictions',
      'fleet_role_documents.instance_tags',
      'fleet_accounts.scanned_at',
    );
}

function details(row: DetailsRow): StoredRoleDetails {
  return {
    role: listedRole(row, row.scanned_at),
    snapshot: JSON.parse(row.snapshot),
    predictions: JSON.parse(row.predictions),
    ...(row.instance_tags !== null && {
      instanceTags: JSON.parse(row.instance_tags),
    }),
    missing: Boolean(row.missing),
    snapshotHash: row.snapshot_hash,
    environmentHash: row.environment_hash,
  };
}
