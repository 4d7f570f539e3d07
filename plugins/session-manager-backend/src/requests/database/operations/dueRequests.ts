import { Knex } from 'knex';
import { RequestRow } from '../rows';
import { StoredRequest } from '../StoredRequest';
import { readableAmong, Unreadable } from './readRequests';

const BATCH = 100;

/** Adds to a query of `role_requests` which of them are looked after. */
export type DueRequests = (
  query: Knex.QueryBuilder,
  now: Date,
) => Knex.QueryBuilder;

/** Waits for people, or for its task, and the time is over. */
export const expired: DueRequests = (query, now) =>
  query.where(either =>
    either
      .where(pending =>
        pending.where('status', 'pending').where('expires_at', '<=', now),
      )
      .orWhere(unused =>
        unused
          .where('usable_until', '<=', now)
          .whereNot('approval_kind', 'not-needed')
          .where(inner =>
            inner
              .whereIn('status', ['approved', 'failed'])
              .orWhere({ status: 'provisioning', task_id: null }),
          )
          .where(whereRoleRemains),
      ),
  );

function whereRoleRemains(query: Knex.QueryBuilder): void {
  query.whereNull('remaining').orWhereLike('remaining', '%"role"%');
}

// Whoever files a request tells of it at once, unless they die.
const ANNOUNCEMENT_GRACE = 60_000;

/** Pending, and nobody was told. */
export const unannounced: DueRequests = (query, now) =>
  query
    .where('status', 'pending')
    .whereNull('announced_at')
    .where('updated_at', '<=', new Date(now.getTime() - ANNOUNCEMENT_GRACE));

/** Carried out without an approval, and the approvers were not told. */
export const brokenGlass: DueRequests = query =>
  query.where('approval_kind', 'break-glass').whereNull('announced_at');

/** To be carried out, first or once more, and no task is there for it. */
export const unstarted: DueRequests = (query, now) =>
  query
    .whereIn('status', ['approved', 'provisioning'])
    .whereNull('task_id')
    .where('usable_until', '>', now)
    .where('due_at', '<=', now);

/** A task is to make the role, or does. */
export const started: DueRequests = query =>
  query
    .whereIn('status', ['approved', 'provisioning'])
    .whereNotNull('task_id')
    .where(whereRoleRemains);

/** The role is made, and another account's owner has something to do. */
export const waitingForOwner: DueRequests = (query, now) =>
  query
    .whereIn('status', ['provisioning', 'failed'])
    .whereNotNull('remaining')
    .whereNot(inner => inner.whereLike('remaining', '%"role"%'))
    .where('due_at', '<=', now);

// AWS is asked about a new role once what asks IAM sees it for sure.
const CHECK_AFTER = 60_000;

// What was carried out by a version that did not check stays as it is.
const CHECK_WITHIN = 24 * 60 * 60_000;

/** Carried out, and nobody has looked whether sessions work. */
export const unchecked: DueRequests = (query, now) =>
  query
    .where('status', 'provisioned')
    .where('updated_at', '<=', new Date(now.getTime() - CHECK_AFTER))
    .where('updated_at', '>', new Date(now.getTime() - CHECK_WITHIN))
    .where('due_at', '<=', now)
    .whereNotExists(inner =>
      inner
        .select('request_id')
        .from('role_request_outcomes')
        .whereRaw('role_request_outcomes.request_id = role_requests.id'),
    );

/**
 * All requests that are due, a batch at a time.
 *
 * @param skipped - is told of those that are not consistent
 */
export async function* dueRequests(
  tx: Knex,
  due: DueRequests,
  now: Date,
  skipped: (request: Unreadable) => void = () => {},
): AsyncGenerator<StoredRequest[]> {
  let last = '';
  for (;;) {
    const query = tx('role_requests').where('id', '>', last);
    const rows: RequestRow[] = await due(query, now).orderBy('id').limit(BATCH);
    if (rows.length > 0) {
      const { stored, unreadable } = await readableAmong(tx, rows);
      unreadable.forEach(skipped);
      yield stored;
    }
    if (rows.length < BATCH) {
      return;
    }
    last = rows[rows.length - 1].id;
  }
}
