import { AwsFault } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { planRemoval } from '../../planRemoval';
import { inBatches } from '../inBatches';
import { AccountRow, RoleRow } from '../rows';
import { noteRemovals } from './removals';
import { NEVER, ScanClaim, updateClaimed } from './scanClaims';
import { seenRoles } from './seenRoles';
import { countStates } from './stateCounts';
import { deleteRoles } from './writeRoles';

/** When a scan ends, and when the account is scanned next. */
export interface ScanEnd {
  now: Date;
  dueAt: Date;
}

/** The number of roles that a complete scan did not see. */
export interface FinishedScan {
  removed: number;
  /** Kept until the next complete scan does not see them either. */
  doubtful: number;
}

const RELEASED = { claimed_by: '', claimed_until: NEVER };

/**
 * Ends a scan whose pages were all recorded, and removes the roles that it did
 * not see. If these are more than a share of the account's roles, they are
 * removed only after a second complete scan that did not see them either.
 */
export async function finishScan(
  tx: Knex.Transaction,
  claim: ScanClaim,
  { now, dueAt, maxRemovedShare }: ScanEnd & { maxRemovedShare: number },
): Promise<FinishedScan> {
  const { accountId } = claim;
  const before: AccountRow = await tx('fleet_accounts')
    .where({ account_id: accountId })
    .forUpdate()
    .first();
  if (!before.all_read) {
    throw new Error(`Not all pages of account ${accountId} were read`);
  }
  await updateClaimed(tx, claim, {
    ...RELEASED,
    due_at: changedSince(before) ?? dueAt,
    changed_at: null,
    scanned_at: tx.ref('scan_started_at'),
    scan_started_at: null,
    marker: null,
    all_read: false,
    other_roles: tx.ref('other_roles_read'),
    fault: null,
    fault_since: null,
  });
  const stored: Array<Pick<RoleRow, 'role_arn' | 'missing'>> = await tx(
    'fleet_roles',
  )
    .select('role_arn', 'missing')
    .where({ account_id: accountId });
  const { gone, doubtful, back } = planRemoval(
    stored.map(row => ({
      roleArn: row.role_arn,
      missing: Boolean(row.missing),
    })),
    await seenRoles(tx, claim),
    { maxShare: maxRemovedShare },
  );
  await noteRemovals(tx, gone, {
    now,
    scannedAt: new Date(before.scanned_at ?? NEVER),
  });
  await deleteRoles(tx, gone);
  await markMissing(tx, doubtful, before.scanned_at);
  await inBatches(back, batch =>
    tx('fleet_roles').whereIn('role_arn', batch).update({ missing: false }),
  );
  await tx('fleet_scan_pages').where({ account_id: accountId }).delete();
  await countStates(tx, accountId);
  return { removed: gone.length, doubtful: doubtful.length };
}

/** When something changed that the scan may have read before. */
function changedSince(account: AccountRow): Date | undefined {
  const { changed_at: changedAt, scan_started_at: startedAt } = account;
  return changedAt !== null &&
    startedAt !== null &&
    new Date(changedAt) >= new Date(startedAt)
    ? new Date(changedAt)
    : undefined;
}

/** This scan does not confirm them; the one before did. */
async function markMissing(
  tx: Knex.Transaction,
  arns: readonly string[],
  confirmedAt: AccountRow['scanned_at'],
): Promise<void> {
  const time = new Date(confirmedAt ?? NEVER);
  await inBatches(arns, batch =>
    tx('fleet_roles')
      .whereIn('role_arn', batch)
      .update({
        missing: true,
        observed_at: tx.raw(
          'case when observed_at < ? then ? else observed_at end',
          [time, time],
        ),
      }),
  );
}

/**
 * Ends a scan that AWS refused or throttled, or that took too long. What is
 * known of the account stays, and the next claim continues the scan.
 */
export async function failScan(
  tx: Knex.Transaction,
  claim: ScanClaim,
  { fault, now, dueAt }: ScanEnd & { fault: AwsFault },
): Promise<void> {
  await updateClaimed(tx, claim, {
    ...RELEASED,
    due_at: dueAt,
    fault: JSON.stringify(fault),
    fault_since: tx.raw('coalesce(fault_since, ?)', [now]),
  });
}

/**
 * Gives up a claim for a reason that is not the account's. The next claim
 * continues the scan.
 */
export async function releaseScan(
  tx: Knex.Transaction,
  claim: ScanClaim,
  dueAt: Date,
): Promise<void> {
  await updateClaimed(tx, claim, { ...RELEASED, due_at: dueAt });
}
