import {
  DEFAULT_USE_WITHIN_DAYS,
  MovableRequest,
  RequestMove,
} from './MovableRequest';
import { LaterEventType, RequestEvent, Actor } from './RequestEvent';
import { requestParts } from './requestParts';
import {
  Approval,
  ApprovalPeriod,
  GivenApproval,
  NonEmpty,
  PendingState,
  RequestPart,
  RequestPartKind,
  RequestState,
  RequestStatus,
} from './RequestState';

/** The next state, or the sentence why there is none. */
type Next = RequestState | string;

type StateOf<S extends RequestStatus> = Extract<RequestState, { status: S }>;
type EventOf<T extends LaterEventType> = Extract<RequestEvent, { type: T }>;

/** A state that a task works on, or has failed to. */
type BegunState = StateOf<'provisioning' | 'failed'>;

/** A state whose approval is not used up. */
type UsableState = StateOf<'approved' | 'provisioning' | 'failed'>;

interface Situation<E extends RequestEvent> extends RequestMove {
  request: MovableRequest;
  event: E;
}

type Transitions = {
  [S in RequestStatus]: {
    [T in LaterEventType]?: (
      state: StateOf<S>,
      situation: Situation<EventOf<T>>,
    ) => Next;
  };
};

const DAY = 24 * 60 * 60_000;

/** What cannot wait is carried out now, or not at all. */
const BREAK_GLASS_FOR = DAY;

const NOT_EXPIRED = 'It has not expired yet.';

/** Where each event leads from each state; what is missing leads nowhere. */
export const TRANSITIONS: Transitions = {
  pending: {
    approve: addApproval,
    'auto-approve': ({ approvals }, situation) =>
      approvals.length > 0
        ? 'People are deciding about it.'
        : {
            status: 'approved',
            approval: {
              kind: 'rule',
              rule: situation.event.rule,
              ...periodOf(situation),
            },
          },
    'break-glass': (_, situation) => ({
      status: 'approved',
      approval: {
        kind: 'break-glass',
        by: refOf(situation.by),
        reason: commentOf(situation.event),
        ...periodOf(situation, BREAK_GLASS_FOR),
      },
    }),
    reject: (_, { event, by }) => ({
      status: 'rejected',
      by: refOf(by),
      comment: commentOf(event),
    }),
    withdraw: () => ({ status: 'withdrawn' }),
    expire: (_, { request, at }) =>
      isOver(request.expiresAt, at) ? { status: 'expired' } : NOT_EXPIRED,
  },
  approved: {
    start: (state, { event: { taskId } }) =>
      state.taskId === taskId ? state : { ...state, taskId },
    claim: ({ approval, taskId }, { event, request }) =>
      isOfAnother(event.taskId, taskId)
        ? spentBy(taskId)
        : {
            status: 'provisioning',
            approval,
            taskId: event.taskId,
            remaining: requestParts(request.spec),
          },
    fail: ({ approval, taskId }, { event, request, by }) =>
      by.kind !== 'portal' || isOfAnother(event.taskId, taskId)
        ? 'The task has not claimed it.'
        : {
            status: 'failed',
            approval,
            taskId,
            error: event.error,
            remaining: requestParts(request.spec),
          },
    reopen: ({ approval }) => reopened(approval),
    revoke: revoked,
    supersede: superseded,
    expire: useExpired,
    review: reviewed,
  },
  provisioning: {
    start: takenBy,
    claim: takenBy,
    done: (state, { event: { taskId, parts } }) =>
      isOfAnother(taskId, state.taskId)
        ? spentBy(state.taskId)
        : without(state, parts),
    confirm: confirmed,
    fail: (state, { event: { taskId, error } }) =>
      isOfAnother(taskId, state.taskId)
        ? spentBy(state.taskId)
        : { ...state, status: 'failed', error },
    revoke: revoked,
    supersede: superseded,
    expire: useExpired,
    review: reviewed,
  },
  failed: {
    retry: ({ approval, remaining }) => ({
      status: 'provisioning',
      approval,
      remaining,
    }),
    // The scaffolder's own way to run a failed task again.
    claim: ({ approval, remaining, taskId }, { event }) =>
      taskId === event.taskId
        ? { status: 'provisioning', approval, taskId, remaining }
        : 'It failed, and nobody has asked for another try.',
    done: (state, { event: { taskId, parts } }) =>
      isOfAnother(taskId, state.taskId)
        ? spentBy(state.taskId)
        : without(state, parts),
    confirm: confirmed,
    reopen: ({ approval }) => reopened(approval),
    revoke: revoked,
    supersede: superseded,
    expire: useExpired,
    review: reviewed,
  },
  provisioned: {
    // A task that went on after a crash asks and tells once more, and so does
    // one that somebody runs again: nothing is left for it to do.
    claim: (state, { event: { taskId } }) =>
      isOfAnother(taskId, state.taskId) ? spentBy(state.taskId) : state,
    done: (state, { event: { taskId } }) =>
      isOfAnother(taskId, state.taskId) ? spentBy(state.taskId) : state,
    review: reviewed,
  },
  rejected: {},
  withdrawn: {},
  expired: { review: reviewed },
  revoked: { review: reviewed },
  superseded: { review: reviewed },
};

const SAYS: Readonly<Record<RequestStatus, string>> = {
  pending: 'It is not approved yet.',
  approved: 'It is approved already.',
  rejected: 'It was rejected.',
  withdrawn: 'It was withdrawn.',
  expired: 'It has expired.',
  provisioning: 'It was approved, and is being carried out.',
  provisioned: 'It was approved, and is carried out.',
  failed: 'It was approved, and carrying it out failed.',
  revoked: 'Its approval was revoked.',
  superseded: 'A newer request for the same role has taken its place.',
};

/** What uses an approval: each only while it can be used. */
const USES: readonly LaterEventType[] = ['start', 'claim', 'retry'];

/** The state after a move, or the sentence why there is none. */
export function nextState(request: MovableRequest, move: RequestMove): Next {
  const { state } = request;
  const { event, at } = move;
  if ('specHash' in event && event.specHash !== request.specHash) {
    return 'The request is another than the one that was decided about: read it again.';
  }
  if (
    state.status === 'pending' &&
    event.type !== 'expire' &&
    isOver(request.expiresAt, at)
  ) {
    return SAYS.expired;
  }
  if (USES.includes(event.type) && isUsable(state)) {
    const unapproved = whyUnapproved(state);
    if (unapproved) {
      return unapproved;
    }
    if (move.successorId) {
      return `Request ${move.successorId} for the same role was approved later, and takes the place of this one.`;
    }
    if (isOver(state.approval.usableUntil, at)) {
      return 'The time in which its approval could be used is over. File the request again.';
    }
  }
  // The table's type says that the function fits the state and the event.
  const lead = TRANSITIONS[state.status][event.type] as
    | ((from: RequestState, situation: Situation<RequestEvent>) => Next)
    | undefined;
  return lead?.(state, { ...move, request }) ?? SAYS[state.status];
}

function isOver(until: string, at: string): boolean {
  return Date.parse(at) >= Date.parse(until);
}

function isUsable(state: RequestState): state is UsableState {
  return (
    state.status === 'approved' ||
    state.status === 'provisioning' ||
    state.status === 'failed'
  );
}

function addApproval(
  { approvals }: PendingState,
  situation: Situation<EventOf<'approve'>>,
): Next {
  const { request, event, by, today } = situation;
  const ref = refOf(by);
  if (approvals.some(given => given.by === ref)) {
    return 'You have approved it already; others must as well.';
  }
  const comment = commentOf(event);
  const given = append(approvals, { by: ref, ...(comment && { comment }) });
  // Whoever is no approver any more has not approved for today.
  const counted = given.filter(
    each => each.by === ref || !today || today.approvers.includes(each.by),
  );
  const required = Math.max(request.rules.required, today?.required ?? 0);
  return counted.length >= required
    ? {
        status: 'approved',
        approval: {
          kind: 'people',
          approvals: given,
          ...periodOf(situation),
        },
      }
    : { status: 'pending', approvals: given };
}

/** @param atMost - in milliseconds */
function periodOf(
  { at, today }: RequestMove,
  atMost: number = Infinity,
): ApprovalPeriod {
  const useWithin = Math.min(
    today?.useWithin ?? DEFAULT_USE_WITHIN_DAYS * DAY,
    atMost,
  );
  return {
    at,
    usableUntil: new Date(Date.parse(at) + useWithin).toISOString(),
  };
}

function append(
  approvals: readonly Approval[],
  approval: Approval,
): NonEmpty<Approval> {
  const [first, ...rest] = approvals;
  return first ? [first, ...rest, approval] : [approval];
}

/** What a rule approved goes to people; what people approved stays. */
function reopened(approval: GivenApproval): Next {
  return approval.kind === 'rule'
    ? { status: 'pending', approvals: [] }
    : 'People approved it, and their approval stays.';
}

/** Closes the review of what was done without an approval, once. */
function reviewed(
  state: Exclude<
    RequestState,
    { status: 'pending' | 'rejected' | 'withdrawn' }
  >,
  { event, by, at }: Situation<EventOf<'review'>>,
): Next {
  const { approval } = state;
  if (approval?.kind !== 'break-glass') {
    return 'There is nothing to review: it was not carried out without an approval.';
  }
  if (approval.review) {
    return `It was reviewed already, by ${approval.review.by}.`;
  }
  if (isUsable(state) && !isRoleMade(state)) {
    return 'It is not carried out yet: wait for it, or revoke it first.';
  }
  const review = { by: refOf(by), comment: commentOf(event), at };
  return { ...state, approval: { ...approval, review } };
}

function revoked(
  state: UsableState,
  { event, by }: Situation<EventOf<'revoke'>>,
): Next {
  return (
    whyUnapproved(state) ??
    whyRunning(state) ?? {
      status: 'revoked',
      by: refOf(by),
      comment: commentOf(event),
      approval: state.approval,
    }
  );
}

function superseded(
  state: UsableState,
  { event: { successorId } }: Situation<EventOf<'supersede'>>,
): Next {
  const { approval } = state;
  return (
    whyUnapproved(state) ??
    whyRunning(state) ?? { status: 'superseded', successorId, approval }
  );
}

/**
 * An approval that was not used in time. A request whose role is made stays
 * open for what another account's owner has to do, though nothing more is
 * carried out of it.
 */
function useExpired(
  state: UsableState,
  { at }: Situation<EventOf<'expire'>>,
): Next {
  const { approval } = state;
  const unapproved = whyUnapproved(state);
  if (unapproved) {
    return unapproved;
  }
  if (!isOver(approval.usableUntil, at)) {
    return NOT_EXPIRED;
  }
  if (isRoleMade(state)) {
    return 'Its role is made, and what is left is for the owner of the bucket.';
  }
  return whyRunning(state) ?? { status: 'expired', approval };
}

/** Why there is no approval that could end. */
function whyUnapproved({ approval }: UsableState): string | undefined {
  return approval.kind === 'not-needed'
    ? 'It needed no approval. Run the template again.'
    : undefined;
}

/** Why it cannot end now: a task is at it. */
function whyRunning(state: UsableState): string | undefined {
  return state.status === 'provisioning' && state.taskId && !isRoleMade(state)
    ? `Task ${state.taskId} is carrying it out. Cancel the task first.`
    : undefined;
}

function isRoleMade(state: UsableState): boolean {
  return (
    'remaining' in state && state.remaining.every(({ kind }) => kind !== 'role')
  );
}

/** The task has it, unless another does. */
function takenBy(
  state: StateOf<'provisioning'>,
  { event: { taskId } }: { event: { taskId: string } },
): Next {
  if (isOfAnother(taskId, state.taskId)) {
    return spentBy(state.taskId);
  }
  return taskId === state.taskId ? state : { ...state, taskId };
}

/** Nobody in particular is nobody else. */
function isOfAnother(
  taskId: string | undefined,
  holder: string | undefined,
): boolean {
  return taskId !== undefined && holder !== undefined && taskId !== holder;
}

function spentBy(taskId: string | undefined): string {
  return `Task ${taskId} carries it out, and a request is carried out only once.`;
}

/** What is left when parts are done; all done, the request is. */
function without(state: BegunState, parts: readonly RequestPartKind[]): Next {
  const [next, ...rest] = state.remaining.filter(
    ({ kind }) => !parts.includes(kind),
  );
  if (!next) {
    const { approval, taskId } = state;
    return { status: 'provisioned', approval, taskId };
  }
  const remaining: NonEmpty<RequestPart> = [next, ...rest];
  return remaining.length === state.remaining.length
    ? state
    : { ...state, remaining };
}

/** People can answer for another account's owner, and not for the role. */
function confirmed(state: BegunState): Next {
  return !isRoleMade(state)
    ? 'The role itself is not made yet, and only the portal can make it.'
    : without(state, ['bucket-policy', 'key-policy']);
}

function refOf(by: Actor): string {
  return by.ref ?? 'portal';
}

function commentOf({ comment }: { comment?: string }): string {
  return comment?.trim() ?? '';
}
