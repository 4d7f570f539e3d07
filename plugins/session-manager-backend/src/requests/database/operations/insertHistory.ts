import { RequestHistoryEntry } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';

/** A new row of the history. */
export type NewHistoryEntry = Omit<RequestHistoryEntry, 'id' | 'at'> & {
  requestId: string;
  at: Date;
};

/** Adds a row to the history of a request. */
export async function insertHistory(
  tx: Knex.Transaction,
  entry: NewHistoryEntry,
): Promise<void> {
  const { requestId, at, event, actor, from, to, comment, specHash } = entry;
  const { rule, taskId, error, parts, unchanged, outcome, successorId } = entry;
  const detail = JSON.stringify({
    rule,
    taskId,
    error,
    parts,
    unchanged,
    outcome,
    successorId,
  });
  await tx('role_request_history').insert({
    request_id: requestId,
    at,
    event,
    actor_kind: actor.kind,
    actor: actor.kind === 'portal' ? null : actor.ref,
    from_status: from ?? null,
    to_status: to,
    comment: comment ?? null,
    spec_hash: specHash,
    detail: detail === '{}' ? null : detail,
  });
}
