import {
  RequestActor,
  RequestDecisionRecord,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { isoTime } from '../../../database/times';
import { ReviewRow } from '../rows';

/** Stores the review that a decision is based on. */
export async function insertReview(
  tx: Knex.Transaction,
  requestId: string,
  decision: RequestDecisionRecord,
): Promise<void> {
  const { at, event, actor, specHash, reviewHash, review } = decision;
  await tx('role_request_reviews').insert({
    request_id: requestId,
    at: new Date(at),
    event,
    actor_kind: actor.kind,
    actor: actor.kind === 'portal' ? null : actor.ref,
    spec_hash: specHash,
    review_hash: reviewHash,
    review: JSON.stringify(review),
  });
}

/** The reviews of a request's decisions, oldest first. */
export async function readReviews(
  tx: Knex,
  requestId: string,
): Promise<RequestDecisionRecord[]> {
  const rows: ReviewRow[] = await tx('role_request_reviews')
    .where({ request_id: requestId })
    .orderBy('id');
  return rows.map(row => ({
    at: isoTime(row.at),
    event: row.event as RequestDecisionRecord['event'],
    actor: actorOf(row),
    specHash: row.spec_hash,
    reviewHash: row.review_hash,
    review: JSON.parse(row.review),
  }));
}

function actorOf({ actor_kind: kind, actor }: ReviewRow): RequestActor {
  return kind === 'user' || kind === 'service'
    ? { kind, ref: actor ?? '' }
    : { kind: 'portal' };
}
