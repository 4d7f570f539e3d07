import { Knex } from 'knex';
import { RequestRow } from '../rows';
import { StoredRequest } from '../StoredRequest';
import { readableAmong, Unreadable } from './readRequests';

const BATCH = 100;

/** Limits a query of `role_requests` to those that are due for a job. */
export type DueRequests = (
  query: Knex.QueryBuilder,
  now: Date,
) => Knex.QueryBuilder;

/** Pending or unused past its deadline. */
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

// The replica that files a request announces it, unless it dies.
const ANNOUNCEMENT_GRACE = 60_000;

/** Pending, and not announced. */
export const unannounced: DueRequests = (query, now) =>
  query
    .where('status', 'pending')
    .whereNull('announced_at')
    .where('updated_at', '<=', new Date(now.getTime() - ANNOUNCEMENT_GRACE));

/** Carried out without an approval, and the approvers were not notified. */
export const brokenGlass: DueRequests = query =>
  query.where('approval_kind', 'break-glass').whereNull('announced_at');

/** To be carried out or retried, and without a task. */
export const unstarted: DueRequests = (query, now) =>
  query
    .whereIn('status', ['approved', 'provisioning'])
    .whereNull('task_id')
    .where('usable_until', '>', now)
    .where('due_at', '<=', now);

/** A task will create the role, or is creating it. */
export const started: DueRequests = query =>
  query
    .whereIn('status', ['approved', 'provisioning'])
    .whereNotNull('task_id')
    .where(whereRoleRemains);

/** The role is created, and another account's owner has to do their part. */
export const waitingForOwner: DueRequests = (query, now) =>
  query
    .whereIn('status', ['provisioning', 'failed'])
    .whereNotNull('remaining')
    .whereNot(inner => inner.whereLike('remaining', '%"role"%'))
    .where('due_at', '<=', now);

// New roles are checked once IAM has propagated them.
const CHECK_AFTER = 60_000;

// Requests of a version that did not check roles are left unchecked.
const CHECK_WITHIN = 24 * 60 * 60_000;

/** Carried out, and not yet checked whether sessions work. */
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
 * All due requests, in batches.
 *
 * @param skipped - called for those that are inconsistent
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
