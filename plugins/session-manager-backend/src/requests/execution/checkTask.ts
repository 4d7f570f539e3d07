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

// The limit of tasks that are replaced because they ended before they started.
const MAX_STARTS = 5;

const portal = { kind: 'portal' } as const;

/**
 * Checks the task of a request. If it ended before it claimed the request,
 * starts another; if it failed later, the request fails with the reason.
 */
export async function checkTask(
  deps: TaskJobDeps,
  stored: StoredRequest,
): Promise<void> {
  const { state } = stored.request;
  if (
    (state.status !== 'approved' && state.status !== 'provisioning') ||
    !state.taskId
  ) {
    return;
  }
  const outcome = await deps.tasks.outcomeOf(state.taskId);
  if (outcome.kind === 'live') {
    return;
  }
  if (state.status === 'approved' && stored.startAttempts < MAX_STARTS) {
    await startAgain(deps, stored, state.taskId, outcome);
    return;
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
