import {
  RequestEvent,
  RequestHistoryEntry,
  TransitionInput,
  Actor,
  RequestActor,
  RequestPartKind,
  RequestState,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { approvalsOf, stateColumns, StoredRequest } from '../StoredRequest';
import { insertHistory } from './insertHistory';

/**
 * Writes the result of a transition. Returns false, and writes nothing, if the
 * request has changed since it was read.
 */
export async function updateRequest(
  tx: Knex.Transaction,
  before: StoredRequest,
  state: RequestState,
  { event, by, at }: TransitionInput,
): Promise<boolean> {
  const { request, version } = before;
  const time = new Date(at);
  const updated = await tx('role_requests')
    .where({ id: request.id, version })
    .update({
      ...stateColumns(state),
      ...bookkeeping(event, time),
      version: version + 1,
      updated_at: time,
    });
  if (updated === 0) {
    return false;
  }
  const given = approvalsOf(state).slice(approvalsOf(request.state).length);
  if (given.length > 0) {
    await tx('role_request_approvals').insert(
      given.map(({ by: approver, comment = null }) => ({
        request_id: request.id,
        approver,
        comment,
        created_at: time,
      })),
    );
  }
  await insertHistory(tx, {
    requestId: request.id,
    at: time,
    event: event.type,
    actor: actorOf(by),
    from: request.state.status,
    to: state.status,
    specHash: request.specHash,
    ...factsOf(event),
    ...progressOf(request.state, state, event),
  });
  return true;
}

// The time in which the replica that allowed a request has to start its task,
// before another replica does.
const START_GRACE = 30_000;

/** Other columns that some events change. */
function bookkeeping(event: RequestEvent, at: Date) {
  switch (event.type) {
    case 'approve':
    case 'auto-approve':
    case 'retry':
      return {
        start_attempts: 1,
        start_error: null,
        due_at: new Date(at.getTime() + START_GRACE),
      };
    case 'break-glass':
      return {
        start_attempts: 1,
        start_error: null,
        announced_at: null,
        due_at: new Date(at.getTime() + START_GRACE),
      };
    case 'reopen':
      return { start_error: null, announced_at: null };
    case 'start':
    case 'claim':
      return { start_error: null };
    default:
      return {};
  }
}

/** The facts of an event for the history. */
function factsOf(event: RequestEvent) {
  const facts = {
    comment: 'comment' in event ? event.comment?.trim() : undefined,
    rule: 'rule' in event ? event.rule : undefined,
    taskId: 'taskId' in event ? event.taskId : undefined,
    error: 'error' in event ? event.error : undefined,
    successorId: 'successorId' in event ? event.successorId : undefined,
  };
  return { ...facts, comment: facts.comment || undefined };
}

/** The parts that this event finished. */
function progressOf(
  before: RequestState,
  after: RequestState,
  event: RequestEvent,
): Pick<RequestHistoryEntry, 'parts' | 'unchanged'> {
  if (event.type !== 'done' && event.type !== 'confirm') {
    return {};
  }
  const left = kindsLeft(after);
  const done = kindsLeft(before).filter(kind => !left.includes(kind));
  const unchanged = event.type === 'done' ? (event.unchanged ?? []) : [];
  const isUnchanged = (kind: RequestPartKind) => unchanged.includes(kind);
  return {
    parts: done.filter(kind => !isUnchanged(kind)),
    ...(done.some(isUnchanged) && { unchanged: done.filter(isUnchanged) }),
  };
}

function kindsLeft(state: RequestState): RequestPartKind[] {
  return 'remaining' in state ? state.remaining.map(({ kind }) => kind) : [];
}

function actorOf(by: Actor): RequestActor {
  return by.kind === 'portal'
    ? { kind: 'portal' }
    : { kind: by.kind, ref: by.ref };
}
