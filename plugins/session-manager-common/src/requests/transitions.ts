import {
  DEFAULT_USE_WITHIN_DAYS,
  TransitionRequest,
  TransitionInput,
} from './TransitionRequest';
import { LaterEventType, RequestEvent, Actor } from './RequestEvent';
import { requestParts } from './requestParts';
import {
  Approval,
  ApprovalPeriod,
  GivenApproval,
  NonEmpty,
  RequestPart,
  RequestPartKind,
  RequestState,
  RequestStatus,
} from './RequestState';

/** The next state, or a sentence why there is none. */
type Next = RequestState | string;

type StateOf<S extends RequestStatus> = Extract<RequestState, { status: S }>;
type EventOf<T extends LaterEventType> = Extract<RequestEvent, { type: T }>;

/** A state in which a task is working on the request or has failed. */
type BegunState = StateOf<'provisioning' | 'failed'>;

/** A state in which the approval is not used up. */
type UsableState = StateOf<'approved' | 'provisioning' | 'failed'>;

interface Situation<E extends RequestEvent> extends TransitionInput {
  request: TransitionRequest;
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

/** An emergency execution happens immediately or not at all. */
const BREAK_GLASS_FOR = DAY;

const NOT_EXPIRED = 'It has not expired yet.';

/** The next state of each event in each state. Missing events are rejected. */
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
        ? claimedSentence(taskId)
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
        ? claimedSentence(state.taskId)
        : without(state, parts),
    confirm: confirmed,
    fail: (state, { event: { taskId, error } }) =>
      isOfAnother(taskId, state.taskId)
        ? claimedSentence(state.taskId)
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
    // The scaffolder can run a failed task again.
    claim: ({ approval, remaining, taskId }, { event }) =>
      taskId === event.taskId
        ? { status: 'provisioning', approval, taskId, remaining }
        : 'It failed, and nobody has retried it.',
    done: (state, { event: { taskId, parts } }) =>
      isOfAnother(taskId, state.taskId)
        ? claimedSentence(state.taskId)
        : without(state, parts),
    confirm: confirmed,
    reopen: ({ approval }) => reopened(approval),
    revoke: revoked,
    supersede: superseded,
    expire: useExpired,
    review: reviewed,
  },
  provisioned: {
    // A task that resumes after a crash, or that is run again, claims and
    // reports once more. Nothing is left to do then.
    claim: (state, { event: { taskId } }) =>
      isOfAnother(taskId, state.taskId) ? claimedSentence(state.taskId) : state,
    done: (state, { event: { taskId } }) =>
      isOfAnother(taskId, state.taskId) ? claimedSentence(state.taskId) : state,
    review: reviewed,
  },
  rejected: {},
  withdrawn: {},
  expired: { review: reviewed },
  revoked: { review: reviewed },
  superseded: { review: reviewed },
};

const STATUS_SENTENCES: Readonly<Record<RequestStatus, string>> = {
  pending: 'It is not approved yet.',
  approved: 'It is approved already.',
  rejected: 'It was rejected.',
  withdrawn: 'It was withdrawn.',
  expired: 'It has expired.',
  provisioning: 'It was approved, and the role is being created.',
  provisioned: 'It was approved, and the role was created.',
  failed: 'It was approved, but creating the role failed.',
  revoked: 'Its approval was revoked.',
  superseded: 'A newer request for the same role has taken its place.',
};

/** The events that use an approval. They are rejected after it has expired. */
const USES: readonly LaterEventType[] = ['start', 'claim', 'retry'];

/** Returns the next state, or a sentence why there is none. */
export function nextState(
  request: TransitionRequest,
  move: TransitionInput,
): Next {
  const { state } = request;
  const { event, at } = move;
  if ('specHash' in event && event.specHash !== request.specHash) {
    return 'The request differs from the one that you reviewed. Reload it and decide again.';
  }
  if (
    state.status === 'pending' &&
    event.type !== 'expire' &&
    isOver(request.expiresAt, at)
  ) {
    return STATUS_SENTENCES.expired;
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
  // The type of the table guarantees that the function matches the state and
  // the event.
  const nextOf = TRANSITIONS[state.status][event.type] as
    | ((from: RequestState, situation: Situation<RequestEvent>) => Next)
    | undefined;
  return (
    nextOf?.(state, { ...move, request }) ?? STATUS_SENTENCES[state.status]
  );
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
  { approvals }: Extract<RequestState, { status: 'pending' }>,
  situation: Situation<EventOf<'approve'>>,
): Next {
  const { request, event, by, today } = situation;
  const ref = refOf(by);
  if (approvals.some(given => given.by === ref)) {
    return 'You have approved it already; others must as well.';
  }
  const comment = commentOf(event);
  const given = append(approvals, { by: ref, ...(comment && { comment }) });
  // Approvals by people who are no longer approvers do not count.
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
  { at, today }: TransitionInput,
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

/** An approval by a rule can be reopened; one by people cannot. */
function reopened(approval: GivenApproval): Next {
  return approval.kind === 'rule'
    ? { status: 'pending', approvals: [] }
    : 'People approved it, and their approval stays.';
}

/**
 * Completes the review of an execution without approval. It can be reviewed
 * once.
 */
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
  if (isUsable(state) && !isRoleCreated(state)) {
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
 * Expires an unused approval. A request whose role is created stays open for
 * the part of another account's owner, but is no longer executed.
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
  if (isRoleCreated(state)) {
    return 'The role was created. The owner of the bucket must complete the remaining steps.';
  }
  return whyRunning(state) ?? { status: 'expired', approval };
}

/** Returns why there is no approval to end. */
function whyUnapproved({ approval }: UsableState): string | undefined {
  return approval.kind === 'not-needed'
    ? 'It needed no approval. Run the template again.'
    : undefined;
}

/** Returns why the approval cannot end now: a task is running. */
function whyRunning(state: UsableState): string | undefined {
  return state.status === 'provisioning' &&
    state.taskId &&
    !isRoleCreated(state)
    ? `Task ${state.taskId} is carrying it out. Cancel the task first.`
    : undefined;
}

function isRoleCreated(state: UsableState): boolean {
  return (
    'remaining' in state && state.remaining.every(({ kind }) => kind !== 'role')
  );
}

/** Assigns the request to the task, unless another task has it. */
function takenBy(
  state: StateOf<'provisioning'>,
  { event: { taskId } }: { event: { taskId: string } },
): Next {
  if (isOfAnother(taskId, state.taskId)) {
    return claimedSentence(state.taskId);
  }
  return taskId === state.taskId ? state : { ...state, taskId };
}

/** An unknown task does not count as another one. */
function isOfAnother(
  taskId: string | undefined,
  holder: string | undefined,
): boolean {
  return taskId !== undefined && holder !== undefined && taskId !== holder;
}

function claimedSentence(taskId: string | undefined): string {
  return `Task ${taskId} is already using it, and a request can be used only once.`;
}

/**
 * Removes completed parts. Without remaining parts the request is provisioned.
 */
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

/** People can confirm the part of another account's owner, but not the role. */
function confirmed(state: BegunState): Next {
  return !isRoleCreated(state)
    ? 'The role has not been created yet, and only the portal can create it.'
    : without(state, ['bucket-policy', 'key-policy']);
}

function refOf(by: Actor): string {
  return by.ref ?? 'portal';
}

function commentOf({ comment }: { comment?: string }): string {
  return comment?.trim() ?? '';
}
