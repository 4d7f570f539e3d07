import { Knex } from 'knex';
import { PredictedRole } from '../../RoleEntry';
import { attributeColumns, roleColumns } from '../StoredRole';
import { lockAccount } from './accounts';
import { noteChanges } from './notices';
import { noteRemovals } from './removals';
import { NEVER } from './scanClaims';
import { markSeen } from './seenRoles';
import { deleteRoles, writeRoles } from './writeRoles';

/** A reading of a role by itself. */
export interface LiveReading {
  observedAt: Date;
  now: Date;
  /** Whether it was read because the portal changed it. */
  byPortal: boolean;
}

/**
 * Stores a role that was read by itself. Returns false, and writes nothing, if
 * a newer reading is stored, or if the fleet does not have its account.
 */
export async function upsertRole(
  tx: Knex.Transaction,
  role: PredictedRole,
  { observedAt, now, byPortal }: LiveReading,
): Promise<boolean> {
  const account = await lockAccount(tx, role.accountId);
  const { roleArn } = role;
  const stored = await tx('fleet_roles').where({ role_arn: roleArn }).first();
  const isOutdated = stored && new Date(stored.observed_at) > observedAt;
  if (!account || isOutdated) {
    return false;
  }
  await noteChanges(tx, [role], { observedAt, byPortal });
  if (stored && (await isSame(tx, stored, role))) {
    await tx('fleet_roles')
      .where({ role_arn: roleArn })
      .update({
        ...attributeColumns(role),
        missing: false,
        observed_at: observedAt,
      });
  } else {
    await writeRoles(tx, [role], { observedAt, now });
  }
  // A scan that has passed its page would otherwise remove a new role.
  if (account.scan_started_at !== null) {
    await markSeen(
      tx,
      { accountId: role.accountId, generation: account.generation },
      [roleArn],
    );
  }
  return true;
}

/**
 * Removes a role that a reading by itself did not find. Returns false if a newer
 * reading is stored, or none.
 */
export async function removeRole(
  tx: Knex.Transaction,
  role: { accountId: string; roleArn: string },
  observedAt: Date,
): Promise<boolean> {
  const account = await lockAccount(tx, role.accountId);
  const arns: string[] = await tx('fleet_roles')
    .where({ role_arn: role.roleArn })
    .where('observed_at', '<=', observedAt)
    .pluck('role_arn');
  await noteRemovals(tx, arns, {
    now: observedAt,
    scannedAt: new Date(account?.scanned_at ?? NEVER),
  });
  await deleteRoles(tx, arns);
  return arns.length > 0;
}

/** The ARN of the stored role of a name, which IAM compares without case. */
export async function storedArn(
  tx: Knex,
  { accountId, roleName }: { accountId: string; roleName: string },
): Promise<string | undefined> {
  const [arn] = await tx('fleet_roles')
    .where({ account_id: accountId, role_key: roleName.toLowerCase() })
    .pluck('role_arn');
  return arn;
}

async function isSame(
  tx: Knex.Transaction,
  stored: Record<string, unknown>,
  role: PredictedRole,
): Promise<boolean> {
  const documents = await tx('fleet_role_documents')
    .where({ role_arn: role.roleArn })
    .first();
  const { managed, ...columns } = roleColumns(role);
  return (
    documents?.snapshot === JSON.stringify(role.snapshot) &&
    documents.predictions === JSON.stringify(role.predictions) &&
    Object.entries({ ...columns, ...attributeColumns(role) }).every(
      ([column, value]) => stored[column] === value,
    )
  );
}
