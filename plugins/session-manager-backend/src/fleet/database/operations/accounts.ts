import { Knex } from 'knex';
import { isoTime } from '../../../database/times';
import { AccountRow } from '../rows';
import { StoredFault, storedFault } from '../StoredRole';
import { NEVER } from './scanClaims';
import { deleteRoles } from './writeRoles';

/** An account of the fleet, and how its last scans went. */
export interface ScannedAccount {
  accountId: string;
  name?: string;
  /** When its last complete scan started; absent if there was none. */
  scannedAt?: string;
  /** The roles in the last complete scan that are not kept. */
  otherRoles: number;
  /** Why it could not be scanned. */
  fault?: StoredFault;
  /**
   * The minute in which an event last had something read; absent if none has so
   * far.
   */
  refreshedAt?: string;
}

/** The accounts of the fleet, by their ids. */
export async function readAccounts(tx: Knex): Promise<ScannedAccount[]> {
  const rows: AccountRow[] = await tx('fleet_accounts').orderBy('account_id');
  return rows.map(row => {
    const fault = storedFault(row);
    return {
      accountId: row.account_id,
      ...(row.name && { name: row.name }),
      ...(row.scanned_at !== null && { scannedAt: isoTime(row.scanned_at) }),
      otherRoles: row.other_roles,
      ...(fault && { fault }),
      ...(new Date(row.refreshes_since) > NEVER && {
        refreshedAt: isoTime(row.refreshes_since),
      }),
    };
  });
}

/**
 * Makes the configured accounts those of the fleet. A new one is due at once;
 * what is known of one that is no longer configured is removed.
 */
export async function syncAccounts(
  tx: Knex.Transaction,
  accounts: ReadonlyArray<{ accountId: string; name?: string }>,
  now: Date,
): Promise<void> {
  const ids = accounts.map(({ accountId }) => accountId);
  const former: string[] = await tx('fleet_accounts')
    .whereNotIn('account_id', ids)
    .orderBy('account_id')
    .pluck('account_id');
  for (const accountId of former) {
    await removeAccount(tx, accountId);
  }
  for (const { accountId, name = '' } of accounts) {
    await tx('fleet_accounts')
      .insert({
        account_id: accountId,
        name,
        due_at: now,
        claimed_by: '',
        claimed_until: NEVER,
        generation: 0,
        all_read: false,
        other_roles_read: 0,
        other_roles: 0,
        refreshes_since: NEVER,
        refreshes: 0,
      })
      .onConflict('account_id')
      .ignore();
    await tx('fleet_accounts')
      .where({ account_id: accountId })
      .whereNot({ name })
      .update({ name });
  }
}

/**
 * Has an account scanned at that time, because something in it changed. A scan
 * that starts before is followed by another.
 */
export async function markDue(
  tx: Knex.Transaction,
  accountId: string,
  dueAt: Date,
): Promise<void> {
  await markChanged(tx, accountId, dueAt);
  await tx('fleet_accounts')
    .where({ account_id: accountId })
    .where('due_at', '>', dueAt)
    .update({ due_at: dueAt });
}

/**
 * Has an account that is being scanned scanned again after that, if its scan
 * started before, because it may have read something before it changed.
 */
export async function markChanged(
  tx: Knex.Transaction,
  accountId: string,
  changedAt: Date,
): Promise<void> {
  await tx('fleet_accounts')
    .where({ account_id: accountId })
    .where(query =>
      query.whereNull('changed_at').orWhere('changed_at', '<', changedAt),
    )
    .update({ changed_at: changedAt });
}

/**
 * Waits for a page or the end of a scan that is being written. SQLite has a
 * single writer anyway.
 */
export async function lockAccount(
  tx: Knex.Transaction,
  accountId: string,
): Promise<AccountRow | undefined> {
  return tx('fleet_accounts')
    .where({ account_id: accountId })
    .forUpdate()
    .first();
}

async function removeAccount(
  tx: Knex.Transaction,
  accountId: string,
): Promise<void> {
  await lockAccount(tx, accountId);
  const arns: string[] = await tx('fleet_roles')
    .where({ account_id: accountId })
    .pluck('role_arn');
  await deleteRoles(tx, arns);
  for (const table of [
    'fleet_removals',
    'fleet_refreshes',
    'fleet_environment_resources',
    'fleet_account_states',
    'fleet_environments',
    'fleet_scan_pages',
    'fleet_accounts',
  ]) {
    await tx(table).where({ account_id: accountId }).delete();
  }
}
