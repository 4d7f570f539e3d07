import { RequestOutcome } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { StoredRequest } from '../StoredRequest';
import { insertHistory } from './insertHistory';

/**
 * Stores the result of checking a role that was created. Returns false, and
 * stores nothing, if there is already one.
 */
export async function insertOutcome(
  tx: Knex.Transaction,
  { request }: StoredRequest,
  outcome: RequestOutcome,
): Promise<boolean> {
  const { checkedAt, state, ...detail } = outcome;
  const at = new Date(checkedAt);
  const [before] = await tx('role_request_outcomes').where({
    request_id: request.id,
  });
  if (before) {
    return false;
  }
  const inserted = await tx('role_request_outcomes')
    .insert({
      request_id: request.id,
      checked_at: at,
      state,
      detail: JSON.stringify(detail),
    })
    .onConflict('request_id')
    .ignore()
    .returning('request_id');
  if (inserted.length === 0) {
    return false;
  }
  await insertHistory(tx, {
    requestId: request.id,
    at,
    event: 'check',
    actor: { kind: 'portal' },
    from: request.state.status,
    to: request.state.status,
    specHash: request.specHash,
    outcome,
  });
  return true;
}
