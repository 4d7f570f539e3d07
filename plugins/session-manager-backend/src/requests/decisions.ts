import { ConflictError } from '@backstage/errors';
import {
  DecidedReview,
  freezeReview,
  RequestDecisionRecord,
  reviewHash,
  withoutOthersStatements,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { insertReview } from './database/operations/reviews';
import { AlongWith } from './RequestTransitions';

type Event = RequestDecisionRecord['event'];

/** Which events decide about what a review shows. */
export function isDecision(type: string): type is Event {
  return ['approve', 'auto-approve', 'break-glass', 'reject'].includes(type);
}

/** Keeps a review in the transaction of the decision about it. */
export function keepReview(review: DecidedReview): AlongWith {
  const frozen = freezeReview(review);
  const hash = reviewHash(review);
  return async (tx: Knex.Transaction, { request }, { event, by, at }) => {
    if (isDecision(event.type)) {
      await insertReview(tx, request.id, {
        at,
        event: event.type,
        actor:
          by.kind === 'portal'
            ? { kind: by.kind }
            : { kind: by.kind, ref: by.ref },
        specHash: request.specHash,
        reviewHash: hash,
        review: frozen,
      });
    }
  };
}

/**
 * Throws a `ConflictError` where a review is another than the one that was
 * read.
 *
 * @param seen - the hash of that; absent: the decision is for what it is now
 */
export function requireSeen(
  review: DecidedReview,
  seen: string | undefined,
): void {
  if (seen !== undefined && seen !== reviewHash(review)) {
    throw new ConflictError(
      'What the request would change, or what would come of it, is not what you saw any more: read it again, then decide.',
    );
  }
}

/**
 * Decisions as somebody may read them who does not decide about the request:
 * plans have parts of what there was before, whoever's it was.
 *
 * @param review - what the caller sees today
 */
export function decisionsForOthers(
  decisions: readonly RequestDecisionRecord[],
  review: DecidedReview,
): RequestDecisionRecord[] {
  const isTaken = 'taken' in review.plan;
  return decisions.map(decision => {
    const { plan, readiness, sentences, ...rest } = decision.review;
    return {
      ...decision,
      review: {
        ...rest,
        readiness: readiness && withoutOthersStatements(readiness),
        sentences: isTaken ? { will: [], did: [], would: [] } : sentences,
      },
    };
  });
}
