import { MovableRequest, RequestMove } from './MovableRequest';
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
 * What the caller may do with a request now; where not, why, as a sentence.
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
 * Where a move leads; or why it leads nowhere, as a sentence: `forbidden` to
 * this one, `invalid` as it was said, or in `conflict` with where the request
 * is now.
 *
 * @public
 */
export type Transition =
  | { state: RequestState; changed: boolean }
  | { refused: 'forbidden' | 'invalid' | 'conflict'; reason: string };

/**
 * The state machine of requests. Whoever asks for a role never decides about
 * it; an approval is for what was seen, is given once by each, and is spent
 * once.
 *
 * @public
 */
export function transition(
  request: MovableRequest,
  move: RequestMove,
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
 * What somebody may do with a request now.
 *
 * @public
 */
export function requestAbilities(
  request: MovableRequest,
  by: Actor,
  at: string,
): RequestAbilities {
  const { specHash } = request;
  const ability = (type: keyof RequestAbilities): RequestAbility => {
    // Whoever may, is asked for the comment then.
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
  { spec }: MovableRequest,
): string | undefined {
  if (event.type === 'break-glass' && event.confirmRoleName !== spec.roleName) {
    return 'The name of the role is needed once more, as it is in the request.';
  }
  const needsComment = NEED_COMMENT.includes(event.type);
  return needsComment && !('comment' in event && event.comment?.trim())
    ? 'A comment is needed, so that others can understand it.'
    : undefined;
}
