import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { inBatches } from '../inBatches';
import { AccountRow, RefreshRow } from '../rows';
import { markDue } from './accounts';
import { MOST_REFRESHES, Refresh, settledAt } from './markRefreshes';
import { ClaimTimes, NEVER } from './scanClaims';

/** The right of one replica to carry out a refresh, until it expires. */
export interface RefreshClaim extends Refresh {
  id: string;
  key: string;
  /** When the last event arrived before the claim. */
  eventAt: Date;
}

const RELEASED = { claimed_by: '', claimed_until: NEVER };
const MINUTE = 60_000;
// In seconds. What fails thereafter is left to the scan.
const RETRY_AFTER = [15, 60];

/** The accounts of which something is to be read again now. */
export async function dueRefreshes(tx: Knex, now: Date): Promise<string[]> {
  return tx('fleet_refreshes')
    .where('due_at', '<=', now)
    .where('claimed_until', '<=', now)
    .distinct('account_id')
    .orderBy('account_id')
    .pluck('account_id');
}

/**
 * Claims what is due of an account, for one replica at a time. If more has
 * changed than may be read in a minute, the account is scanned instead.
 */
export async function claimRefreshes(
  tx: Knex.Transaction,
  accountId: string,
  { now, until }: ClaimTimes,
): Promise<RefreshClaim[]> {
  const account: AccountRow | undefined = await tx('fleet_accounts')
    .where({ account_id: accountId })
    .forUpdate()
    .first();
  if (!account) {
    return [];
  }
  const due = await selectDue(tx, accountId, now);
  const isSameMinute =
    now.getTime() - new Date(account.refreshes_since).getTime() < MINUTE;
  const refreshes = due.length + (isSameMinute ? Number(account.refreshes) : 0);
  if (refreshes > MOST_REFRESHES) {
    await inBatches(due, batch =>
      tx('fleet_refreshes')
        .where({ account_id: accountId })
        .whereIn(
          ['what', 'key'],
          batch.map(({ what, key }) => [what, key]),
        )
        .delete(),
    );
    await markDue(tx, accountId, now);
    return [];
  }
  await tx('fleet_accounts')
    .where({ account_id: accountId })
    .update({
      refreshes,
      ...(!isSameMinute && { refreshes_since: now }),
    });
  const id = randomUUID();
  for (const { what, key } of due) {
    await tx('fleet_refreshes')
      .where({ account_id: accountId, what, key })
      .update({ claimed_by: id, claimed_until: until });
  }
  return due.map(row => ({
    id,
    accountId,
    what: row.what as Refresh['what'],
    key: row.key,
    name: row.name,
    eventAt: new Date(row.event_at),
  }));
}

/**
 * The account's row is locked before, but not by the events, so rows that they
 * write now are left for the next time. SQLite has a single writer anyway.
 */
async function selectDue(
  tx: Knex.Transaction,
  accountId: string,
  now: Date,
): Promise<RefreshRow[]> {
  const query = tx('fleet_refreshes')
    .where({ account_id: accountId })
    .where('due_at', '<=', now)
    .where('claimed_until', '<=', now)
    .orderBy('due_at')
    .forUpdate();
  return tx.client.config.client === 'pg' ? query.skipLocked() : query;
}

/**
 * Ends a refresh that was carried out. If more events arrived meanwhile, or just
 * before, it is carried out once more.
 */
export async function finishRefresh(
  tx: Knex.Transaction,
  claim: RefreshClaim,
  { startedAt }: { startedAt: Date },
): Promise<void> {
  const row = await lockClaimed(tx, claim);
  if (!row) {
    return;
  }
  const eventAt = new Date(row.event_at);
  const isLast = eventAt.getTime() === claim.eventAt.getTime();
  if (isLast && settledAt(eventAt) <= startedAt) {
    await selectRefresh(tx, claim).delete();
    return;
  }
  const again = settledAt(eventAt);
  await selectRefresh(tx, claim).update({
    ...RELEASED,
    due_at: again,
    due_at_latest: again,
    failures: 0,
  });
}

/** Ends a refresh that failed. It is tried again a few times. */
export async function failRefresh(
  tx: Knex.Transaction,
  claim: RefreshClaim,
  now: Date,
): Promise<void> {
  const row = await lockClaimed(tx, claim);
  if (!row) {
    return;
  }
  const seconds = RETRY_AFTER.at(row.failures);
  await (seconds === undefined
    ? selectRefresh(tx, claim).delete()
    : selectRefresh(tx, claim).update({
        ...RELEASED,
        due_at: new Date(now.getTime() + seconds * 1_000),
        failures: row.failures + 1,
      }));
}

async function lockClaimed(
  tx: Knex.Transaction,
  claim: RefreshClaim,
): Promise<RefreshRow | undefined> {
  return selectRefresh(tx, claim)
    .where({ claimed_by: claim.id })
    .forUpdate()
    .first();
}

function selectRefresh(
  tx: Knex.Transaction,
  { accountId, what, key }: RefreshClaim,
) {
  return tx('fleet_refreshes').where({ account_id: accountId, what, key });
}
