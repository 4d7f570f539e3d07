import { ReadinessState } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { holdLock } from '../../../database/holdLock';
import { isoTime } from '../../../database/times';
import { Digest } from '../../notices/Digest';
import { DigestRow } from '../rows';
import { readAccounts } from './accounts';
import { summarizeFleetRoles } from './summarizeFleetRoles';

const NOT_READY: readonly ReadinessState[] = ['sessions-fail', 'logs-lost'];

/**
 * Makes the digest of this period, unless it was made. The first one is made
 * once each account was scanned, or could not be.
 *
 * @param period - in milliseconds
 */
export async function makeDigest(
  tx: Knex.Transaction,
  { now, period }: { now: Date; period: number },
): Promise<void> {
  await holdLock(tx, 'fleet-digest');
  const last = await readDigest(tx);
  const isDue = last ? new Date(last.due_at) <= now : await isScanned(tx);
  if (!isDue) {
    return;
  }
  const digest = await digestNow(tx, last);
  await rememberNotReady(tx);
  await tx('fleet_digests')
    .insert({
      id: 1,
      made_at: now,
      due_at: new Date(nextTime(last?.due_at ?? now, now, period)),
      content: JSON.stringify(digest),
    })
    .onConflict('id')
    .merge();
}

/** The digest that is not sent yet. */
export async function unsentDigest(tx: Knex): Promise<Digest | undefined> {
  const row = await readDigest(tx);
  return row?.content ? JSON.parse(row.content) : undefined;
}

/** Stores that the digest was sent. */
export async function endDigest(tx: Knex): Promise<void> {
  await tx('fleet_digests').update({ content: null });
}

async function readDigest(tx: Knex): Promise<DigestRow | undefined> {
  return tx('fleet_digests').first();
}

async function isScanned(tx: Knex): Promise<boolean> {
  const accounts = await readAccounts(tx);
  return (
    accounts.length > 0 &&
    accounts.every(({ scannedAt, fault }) => scannedAt ?? fault)
  );
}

/** A digest that was late does not move the later ones. */
function nextTime(due: Date | number, now: Date, period: number): number {
  const first = new Date(due).getTime();
  const passed = Math.floor((now.getTime() - first) / period);
  return first + (passed + 1) * period;
}

async function digestNow(
  tx: Knex.Transaction,
  last: DigestRow | undefined,
): Promise<Digest> {
  const { total, states, drift } = await summarizeFleetRoles(tx, {});
  const accounts = await readAccounts(tx);
  return {
    total,
    states,
    drifted: drift.drifted ?? 0,
    ...(last && { changes: await changesSince(tx, isoTime(last.made_at)) }),
    unread: accounts.flatMap(({ accountId, name, fault }) =>
      fault ? { account: name ?? accountId, since: fault.since } : [],
    ),
  };
}

async function changesSince(
  tx: Knex.Transaction,
  since: string,
): Promise<Digest['changes']> {
  const notReady = tx('fleet_roles').whereIn('state', NOT_READY);
  const ready = tx('fleet_roles').where('state', 'ready');
  const before = tx('fleet_digest_roles').select('role_arn');
  return {
    since,
    newlyFailing: await count(notReady.whereNotIn('role_arn', before)),
    readyAgain: await count(ready.whereIn('role_arn', before.clone())),
  };
}

async function count(query: Knex.QueryBuilder): Promise<number> {
  const [{ count: number }] = await query.count({ count: '*' });
  return Number(number);
}

/** While a role is unknown, it stays as it was. */
async function rememberNotReady(tx: Knex.Transaction): Promise<void> {
  const stillSo = tx('fleet_roles')
    .select('role_arn')
    .whereIn('state', [...NOT_READY, 'unknown']);
  await tx('fleet_digest_roles').whereNotIn('role_arn', stillSo).delete();
  const before = tx('fleet_digest_roles').select('role_arn');
  const added = tx('fleet_roles')
    .select('role_arn')
    .whereIn('state', NOT_READY)
    .whereNotIn('role_arn', before);
  await tx(tx.raw('?? (??)', ['fleet_digest_roles', 'role_arn'])).insert(added);
}
