import { Knex } from 'knex';
import { SETTLING_MS } from '../../notices/OwnerNotice';
import { inBatches } from '../inBatches';
import { RemovalRow, RoleRow } from '../rows';
import { NEVER } from './scanClaims';

/** A role of a service that is gone, and whose owner does not know so far. */
export interface GoneRole {
  accountId: string;
  roleArn: string;
  roleName: string;
  entityRef: string;
  owner: string;
  /** When the role was last read. */
  seenAt: Date;
}

/**
 * Notes that these roles are gone. Belongs in the transaction that deletes
 * them, before it does.
 *
 * @param scannedAt - the last complete scan of their account before
 */
export async function noteRemovals(
  tx: Knex.Transaction,
  roleArns: readonly string[],
  { now, scannedAt }: { now: Date; scannedAt: Date },
): Promise<void> {
  await inBatches(roleArns, async batch => {
    const owned: RoleRow[] = await tx('fleet_roles')
      .whereIn('role_arn', batch)
      .whereNot('entity_ref', '')
      .whereNot('owner_ref', '');
    if (owned.length === 0) {
      return;
    }
    const rows = owned.map((role): RemovalRow => ({
      role_arn: role.role_arn,
      account_id: role.account_id,
      role_name: role.role_name,
      entity_ref: role.entity_ref,
      owner_ref: role.owner_ref,
      seen_at: new Date(
        Math.max(
          new Date(role.observed_at).getTime(),
          role.missing ? 0 : scannedAt.getTime(),
        ),
      ),
      settles_at: new Date(now.getTime() + SETTLING_MS),
      claimed_until: NEVER,
    }));
    await tx('fleet_removals').insert(rows).onConflict('role_arn').merge();
  });
}

// Those of an owner are told together.
const AT_ONCE = 500;

/** Roles that are still gone after a while, the oldest first: a few of them. */
export async function dueRemovals(tx: Knex, now: Date): Promise<GoneRole[]> {
  await tx('fleet_removals')
    .whereIn('role_arn', tx('fleet_roles').select('role_arn'))
    .delete();
  const rows: RemovalRow[] = await tx('fleet_removals')
    .where('settles_at', '<=', now)
    .where('claimed_until', '<=', now)
    .orderBy(['settles_at', 'role_arn'])
    .limit(AT_ONCE);
  return rows.map(row => ({
    accountId: row.account_id,
    roleArn: row.role_arn,
    roleName: row.role_name,
    entityRef: row.entity_ref,
    owner: row.owner_ref,
    seenAt: new Date(row.seen_at),
  }));
}

/** Claims a removal for one replica. Returns false if another one has it. */
export async function claimRemoval(
  tx: Knex,
  roleArn: string,
  { now, until }: { now: Date; until: Date },
): Promise<boolean> {
  const claimed = await tx('fleet_removals')
    .where({ role_arn: roleArn })
    .where('claimed_until', '<=', now)
    .update({ claimed_until: until });
  return claimed > 0;
}

/** There is nothing more to tell about it. */
export async function settleRemoval(tx: Knex, roleArn: string): Promise<void> {
  await tx('fleet_removals').where({ role_arn: roleArn }).delete();
}
