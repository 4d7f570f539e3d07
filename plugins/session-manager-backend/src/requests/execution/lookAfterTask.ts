import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestPart } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { reserveStart } from '../database/operations/bookkeeping';
import { StoredRequest } from '../database/StoredRequest';
import { RequestTransitions } from '../RequestTransitions';
import { TaskStarter } from './TaskStarter';
import { TaskOutcome, TaskWatch } from './TaskWatch';

/** What looking after a request with a task needs. */
export interface TaskJobDeps {
  knex: Knex;
  tasks: TaskWatch;
  starter: TaskStarter;
  transitions: RequestTransitions;
  logger: LoggerService;
}

// A task that ends before it has begun is replaced, up to here.
const MAX_STARTS = 5;

const portal = { kind: 'portal' } as const;

/**
 * Looks whether the task of a request lives. Where it does not, and had not
 * begun, starts another; else lets the request say why it failed.
 */
export async function lookAfterTask(
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
    await deps.transitions.move(
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

/** Why a task that had begun has not done its part; absent where it has. */
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
      return 'The scaffolder does not know the task any more.';
    default:
      return 'The task ended without making the role.';
  }
}
