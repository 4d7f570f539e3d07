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
import { TransitionHook } from './RequestTransitions';

type Event = RequestDecisionRecord['event'];

/** Whether an event is a decision on a review. */
export function isDecision(type: string): type is Event {
  return ['approve', 'auto-approve', 'break-glass', 'reject'].includes(type);
}

/** Stores a review in the transaction of the decision on it. */
export function storeReview(review: DecidedReview): TransitionHook {
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
 * Throws a `ConflictError` if the review differs from the one that was read.
 *
 * @param seen - the hash of that one; absent: the decision is on the current
 * one
 */
export function requireSeen(
  review: DecidedReview,
  seen: string | undefined,
): void {
  if (seen !== undefined && seen !== reviewHash(review)) {
    throw new ConflictError(
      'The changes or their result are no longer what you saw: read it again, then decide.',
    );
  }
}

/**
 * Decisions for callers who are not approvers, without parts of plans that
 * reveal existing resources.
 *
 * @param review - what the caller sees now
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
