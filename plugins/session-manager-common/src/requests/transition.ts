import { TransitionRequest, TransitionInput } from './TransitionRequest';
import { nextState } from './transitions';
import { RequestEvent, Actor } from './RequestEvent';
import { RequestState } from './RequestState';
import { WHO_MAY } from './whoMay';

/** @public */
export interface RequestAbility {
  allowed: boolean;
  /** Why not, as a sentence. */
  reason?: string;
}

/**
 * What the caller may do with a request now, with the reasons if not.
 *
 * @public
 */
export interface RequestAbilities {
  approve: RequestAbility;
  reject: RequestAbility;
  withdraw: RequestAbility;
  retry: RequestAbility;
  confirm: RequestAbility;
  revoke: RequestAbility;
  'break-glass': RequestAbility;
  review: RequestAbility;
}

/**
 * The result of an event: the next state, or why there is none, as a sentence:
 * `forbidden` for this actor, `invalid` input, or in `conflict` with the
 * current state.
 *
 * @public
 */
export type Transition =
  | { state: RequestState; changed: boolean }
  | { refused: 'forbidden' | 'invalid' | 'conflict'; reason: string };

/**
 * The state machine of requests. Requesters never decide about their own
 * requests. An approval applies to what the approver saw, is given once per
 * person, and is used once.
 *
 * @public
 */
export function transition(
  request: TransitionRequest,
  move: TransitionInput,
): Transition {
  const forbidden = WHO_MAY[move.event.type](request, move.by);
  if (forbidden) {
    return { refused: 'forbidden', reason: forbidden };
  }
  const invalid = faultOf(move.event, request);
  if (invalid) {
    return { refused: 'invalid', reason: invalid };
  }
  const next = nextState(request, move);
  return typeof next === 'string'
    ? { refused: 'conflict', reason: next }
    : { state: next, changed: next !== request.state };
}

/**
 * Returns what an actor may do with a request now.
 *
 * @public
 */
export function requestAbilities(
  request: TransitionRequest,
  by: Actor,
  at: string,
): RequestAbilities {
  const { specHash } = request;
  const ability = (type: keyof RequestAbilities): RequestAbility => {
    // Permitted actors are asked for the comment and name when they act.
    const confirmRoleName = request.spec.roleName;
    const event = { type, specHash, comment: '-', confirmRoleName };
    const tried = transition(request, { event, by, at });
    return 'refused' in tried
      ? { allowed: false, reason: tried.reason }
      : { allowed: true };
  };
  return {
    approve: ability('approve'),
    reject: ability('reject'),
    withdraw: ability('withdraw'),
    retry: ability('retry'),
    confirm: ability('confirm'),
    revoke: ability('revoke'),
    'break-glass': ability('break-glass'),
    review: ability('review'),
  };
}

const NEED_COMMENT = ['reject', 'confirm', 'revoke', 'break-glass', 'review'];

function faultOf(
  event: RequestEvent,
  { spec }: TransitionRequest,
): string | undefined {
  if (event.type === 'break-glass' && event.confirmRoleName !== spec.roleName) {
    return 'Enter the role name again, exactly as in the request.';
  }
  const needsComment = NEED_COMMENT.includes(event.type);
  return needsComment && !('comment' in event && event.comment?.trim())
    ? 'A comment is needed, so that others can understand it.'
    : undefined;
}
