import { MovableRequest, RequestMove } from './MovableRequest';
import { LaterEventType, RequestEvent, RequestMover } from './RequestEvent';
import { requestParts } from './requestParts';
import {
  Approval,
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

interface Situation<E extends RequestEvent> extends RequestMove {
  request: MovableRequest;
  event: E;
}

type Moves = {
  [S in RequestStatus]: {
    [T in LaterEventType]?: (
      state: StateOf<S>,
      situation: Situation<EventOf<T>>,
    ) => Next;
  };
};

/** Where each event leads from each state; what is missing leads nowhere. */
const MOVES: Moves = {
  pending: {
    approve: addApproval,
    'auto-approve': ({ approvals }, { event: { rule } }) =>
      approvals.length > 0
        ? 'People are deciding about it.'
        : { status: 'approved', approval: { kind: 'rule', rule } },
    reject: (_, { event, by }) => ({
      status: 'rejected',
      by: refOf(by),
      comment: event.comment ?? '',
    }),
    withdraw: () => ({ status: 'withdrawn' }),
    expire: (_, { request, at }) =>
      isOver(request, at) ? { status: 'expired' } : 'It has not expired yet.',
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
  },
  provisioned: {
    // A task that went on after a crash asks and tells once more.
    claim: (state, { event: { taskId } }) =>
      isOfAnother(taskId, state.taskId) ? spentBy(state.taskId) : state,
    done: (state, { event: { taskId } }) =>
      isOfAnother(taskId, state.taskId) ? spentBy(state.taskId) : state,
  },
  rejected: {},
  withdrawn: {},
  expired: {},
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
};

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
    isOver(request, at)
  ) {
    return SAYS.expired;
  }
  // The table's type says that the function fits the state and the event.
  const lead = MOVES[state.status][event.type] as
    | ((from: RequestState, situation: Situation<RequestEvent>) => Next)
    | undefined;
  return lead?.(state, { ...move, request }) ?? SAYS[state.status];
}

function isOver({ expiresAt }: MovableRequest, at: string): boolean {
  return Date.parse(at) >= Date.parse(expiresAt);
}

function addApproval(
  { approvals }: PendingState,
  { request, event, by }: Situation<EventOf<'approve'>>,
): Next {
  const ref = refOf(by);
  if (approvals.some(given => given.by === ref)) {
    return 'You have approved it already; others must as well.';
  }
  const comment = event.comment?.trim();
  const given = append(approvals, { by: ref, ...(comment && { comment }) });
  return given.length >= request.rules.required
    ? { status: 'approved', approval: { kind: 'people', approvals: given } }
    : { status: 'pending', approvals: given };
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
  return `Task ${taskId} carries it out, and a request is carried out once.`;
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
  return state.remaining.some(({ kind }) => kind === 'role')
    ? 'The role itself is not made yet, and only the portal can make it.'
    : without(state, ['bucket-policy', 'key-policy']);
}

function refOf(by: RequestMover): string {
  return by.kind === 'portal' ? 'portal' : by.ref;
}
