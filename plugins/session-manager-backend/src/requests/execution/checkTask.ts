import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestPart } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { reserveStart } from '../database/operations/bookkeeping';
import { StoredRequest } from '../database/StoredRequest';
import { RequestTransitions } from '../RequestTransitions';
import { TaskStarter } from './TaskStarter';
import { TaskOutcome, TaskWatch } from './TaskWatch';

/** The dependencies of checking a request's task. */
export interface TaskJobDeps {
  knex: Knex;
  tasks: TaskWatch;
  starter: TaskStarter;
  transitions: RequestTransitions;
  logger: LoggerService;
}

// Longer than a task waits for a worker that is free.
const WAITS_FOR_MS = 2 * 60_000;

// The limit of tasks that are replaced because they ended before they started.
const MAX_STARTS = 5;

const portal = { kind: 'portal' } as const;

/**
 * Checks the task of a request. If it ended before it claimed the request,
 * starts another; if it failed later, the request fails with the reason.
 *
 * @returns whether no worker took the task within two minutes
 */
export async function checkTask(
  deps: TaskJobDeps,
  stored: StoredRequest,
): Promise<boolean> {
  const { state } = stored.request;
  if (
    (state.status !== 'approved' && state.status !== 'provisioning') ||
    !state.taskId
  ) {
    return false;
  }
  const outcome = await deps.tasks.outcomeOf(state.taskId);
  if (outcome.kind === 'live') {
    return isOverlooked(outcome);
  }
  if (state.status === 'approved' && stored.startAttempts < MAX_STARTS) {
    await startAgain(deps, stored, state.taskId, outcome);
    return false;
  }
  const error =
    state.status === 'approved'
      ? reasonOf(outcome)
      : failureOf(outcome, state.remaining);
  if (error !== undefined) {
    await deps.transitions.apply(
      stored.request.id,
      { type: 'fail', taskId: state.taskId, error },
      portal,
    );
  }
  return false;
}

function isOverlooked({ waitingSince }: { waitingSince?: string }): boolean {
  return (
    waitingSince !== undefined &&
    Date.now() - new Date(waitingSince).getTime() > WAITS_FOR_MS
  );
}

async function startAgain(
  { knex, starter, logger }: TaskJobDeps,
  stored: StoredRequest,
  taskId: string,
  outcome: TaskOutcome,
): Promise<void> {
  const { id: requestId } = stored.request;
  const now = new Date();
  if (await reserveStart(knex, requestId, { now, until: now }, taskId)) {
    logger.warn(
      `Task ${taskId} ended before it carried out request ${requestId}, so another is started. ${reasonOf(outcome)}`,
      { requestId, taskId },
    );
    await starter.start(stored);
  }
}

/** Why a task that started did not do its part; undefined if it did. */
function failureOf(
  outcome: TaskOutcome,
  remaining: readonly RequestPart[],
): string | undefined {
  const isRoleMade = remaining.every(({ kind }) => kind !== 'role');
  return isRoleMade && outcome.kind !== 'failed'
    ? undefined
    : reasonOf(outcome);
}

function reasonOf(outcome: TaskOutcome): string {
  switch (outcome.kind) {
    case 'failed':
      return outcome.error;
    case 'gone':
      return 'The scaffolder no longer has the task.';
    default:
      return 'The task ended without creating the role.';
  }
}
