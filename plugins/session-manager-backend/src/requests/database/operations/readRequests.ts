import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { ApprovalRow, OriginRow, OutcomeRow, RequestRow } from '../rows';
import { StoredRequest, storedRequest } from '../StoredRequest';

/** Those of the requests that exist. */
async function readRequests(
  tx: Knex,
  ids: readonly string[],
): Promise<Map<string, StoredRequest>> {
  const rows: RequestRow[] = await tx('role_requests').whereIn('id', ids);
  const stored = await withApprovals(tx, rows);
  return new Map(stored.map(each => [each.request.id, each]));
}

/** The same, without what is stored beside the request. */
export async function requestsById(
  tx: Knex,
  ids: readonly string[],
): Promise<Map<string, RoleRequest>> {
  const stored = await readRequests(tx, ids);
  return new Map([...stored].map(([id, { request }]) => [id, request]));
}

/** A request by ID, if it exists. */
export async function readRequest(
  tx: Knex,
  id: string,
): Promise<StoredRequest | undefined> {
  return (await readRequests(tx, [id])).get(id);
}

/**
 * Adds approvals and outcomes to request rows, in the same order. Throws if one
 * is inconsistent.
 */
export async function withApprovals(
  tx: Knex,
  rows: readonly RequestRow[],
): Promise<StoredRequest[]> {
  const read = await readEach(tx, rows);
  return read.map(one => {
    if ('error' in one) {
      throw one.error;
    }
    return one;
  });
}

/** An inconsistent request, no part of which is reliable. */
export interface Unreadable {
  id: string;
  error: unknown;
}

/** The same, but an inconsistent request does not affect the others. */
export async function readableAmong(
  tx: Knex,
  rows: readonly RequestRow[],
): Promise<{ stored: StoredRequest[]; unreadable: Unreadable[] }> {
  const read = await readEach(tx, rows);
  return {
    stored: read.flatMap(one => ('error' in one ? [] : one)),
    unreadable: read.flatMap(one => ('error' in one ? one : [])),
  };
}

async function readEach(
  tx: Knex,
  rows: readonly RequestRow[],
): Promise<Array<StoredRequest | Unreadable>> {
  const ids = rows.map(({ id }) => id);
  const approvals: ApprovalRow[] = await tx('role_request_approvals')
    .whereIn('request_id', ids)
    .orderBy(['created_at', 'approver']);
  const outcomes: OutcomeRow[] = await tx('role_request_outcomes').whereIn(
    'request_id',
    ids,
  );
  const origins: OriginRow[] = await tx('role_request_origins').whereIn(
    'request_id',
    ids,
  );
  const byRequest = Map.groupBy(approvals, ({ request_id: id }) => id);
  return rows.map(row => {
    try {
      return storedRequest(row, byRequest.get(row.id) ?? [], {
        outcome: outcomes.find(({ request_id: id }) => id === row.id),
        origin: origins.find(({ request_id: id }) => id === row.id),
      });
    } catch (error) {
      return { id: row.id, error };
    }
  });
}
