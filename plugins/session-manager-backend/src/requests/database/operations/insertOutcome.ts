import { RequestOutcome } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { StoredRequest } from '../StoredRequest';
import { insertHistory } from './insertHistory';

/**
 * Keeps what the portal found when it checked a role that was created. Gives
 * false, and keeps nothing, where somebody else has checked it before.
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
