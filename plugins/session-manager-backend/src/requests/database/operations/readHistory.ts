import {
  RequestActor,
  RequestHistoryEntry,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { isoTime } from '../../../database/times';
import { HistoryRow } from '../rows';

/** The history of a request, oldest first. */
export async function readHistory(
  tx: Knex,
  requestId: string,
): Promise<RequestHistoryEntry[]> {
  const rows: HistoryRow[] = await tx('role_request_history')
    .where({ request_id: requestId })
    .orderBy('id');
  return rows.map(row => ({
    id: String(row.id),
    at: isoTime(row.at),
    event: row.event as RequestHistoryEntry['event'],
    actor: actorOf(row),
    ...(row.from_status && {
      from: row.from_status as RequestHistoryEntry['to'],
    }),
    to: row.to_status as RequestHistoryEntry['to'],
    ...(row.comment !== null && { comment: row.comment }),
    specHash: row.spec_hash,
    ...JSON.parse(row.detail ?? '{}'),
  }));
}

function actorOf({ actor_kind: kind, actor }: HistoryRow): RequestActor {
  return kind === 'user' || kind === 'service'
    ? { kind, ref: actor ?? '' }
    : { kind: 'portal' };
}
