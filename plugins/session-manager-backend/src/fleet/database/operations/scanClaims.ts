import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { AccountRow } from '../rows';

/** The right of one replica to scan an account, until it expires. */
export interface ScanClaim {
  id: string;
  accountId: string;
  /** The number of the scan. */
  generation: number;
  /** Where the scan continues; absent at its first page. */
  marker?: string;
  /** Whether all pages were read. */
  allRead: boolean;
}

/** Now, and until when a claim holds unless it is renewed. */
export interface ClaimTimes {
  now: Date;
  until: Date;
}

/** No claim: any time is later. */
export const NEVER = new Date(0);

// IAM does not say how long its markers are valid, and what was seen before
// becomes old: after that time, a scan starts again.
const CONTINUABLE = 60 * 60_000;

/**
 * Claims an account that is due, for one replica at a time. A scan that was
 * killed or refused continues where it stopped. Returns `undefined` if the
 * account is not due, or if another replica scans it.
 */
export async function claimScan(
  tx: Knex.Transaction,
  accountId: string,
  { now, until }: ClaimTimes,
): Promise<ScanClaim | undefined> {
  const id = randomUUID();
  const claimed = await tx('fleet_accounts')
    .where({ account_id: accountId })
    .where('due_at', '<=', now)
    .where('claimed_until', '<=', now)
    .update({ claimed_by: id, claimed_until: until });
  if (claimed === 0) {
    return undefined;
  }
  const row = await readAccount(tx, accountId);
  return canContinue(row, now)
    ? claimOf(row)
    : claimOf(await startScan(tx, row, now));
}

function canContinue({ scan_started_at: startedAt }: AccountRow, now: Date) {
  return (
    startedAt !== null &&
    now.getTime() - new Date(startedAt).getTime() < CONTINUABLE
  );
}

async function startScan(
  tx: Knex.Transaction,
  { account_id: accountId, generation }: AccountRow,
  now: Date,
): Promise<AccountRow> {
  await tx('fleet_scan_pages').where({ account_id: accountId }).delete();
  await tx('fleet_accounts')
    .where({ account_id: accountId })
    .update({
      generation: generation + 1,
      scan_started_at: now,
      marker: null,
      all_read: false,
      other_roles_read: 0,
    });
  return readAccount(tx, accountId);
}

async function readAccount(
  tx: Knex.Transaction,
  accountId: string,
): Promise<AccountRow> {
  return tx('fleet_accounts').where({ account_id: accountId }).first();
}

function claimOf(row: AccountRow): ScanClaim {
  return {
    id: row.claimed_by,
    accountId: row.account_id,
    generation: row.generation,
    allRead: Boolean(row.all_read),
    ...(row.marker !== null && { marker: row.marker }),
  };
}

/**
 * Begins a scan again, because IAM refuses its marker. Throws a `ConflictError`
 * if another replica has claimed the account.
 */
export async function restartScan(
  tx: Knex.Transaction,
  claim: ScanClaim,
  now: Date,
): Promise<ScanClaim> {
  await updateClaimed(tx, claim, { marker: null });
  return claimOf(
    await startScan(tx, await readAccount(tx, claim.accountId), now),
  );
}

/**
 * Changes the account of a claim, and locks it until the transaction ends.
 * Throws a `ConflictError`, and changes nothing, if the claim expired and
 * another replica has claimed the account.
 */
export async function updateClaimed(
  tx: Knex.Transaction,
  { id, accountId, generation }: ScanClaim,
  changes: object,
): Promise<void> {
  const updated = await tx('fleet_accounts')
    .where({ account_id: accountId, claimed_by: id, generation })
    .update(changes);
  if (updated === 0) {
    throw new ConflictError(
      `Another replica of the portal scans account ${accountId}`,
    );
  }
}

/** Keeps a claim, while something else is read than a page of roles. */
export async function renewClaim(
  tx: Knex.Transaction,
  claim: ScanClaim,
  until: Date,
): Promise<void> {
  await updateClaimed(tx, claim, { claimed_until: until });
}

/** The accounts to scan now, the longest due first. */
export async function dueAccounts(tx: Knex, now: Date): Promise<string[]> {
  return tx('fleet_accounts')
    .where('due_at', '<=', now)
    .where('claimed_until', '<=', now)
    .orderBy(['due_at', 'account_id'])
    .pluck('account_id');
}
