import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { redactSql } from '../database/transact';
import { StoredRequest } from './database/StoredRequest';
import { TaskStarter } from './execution/TaskStarter';
import { requireRequest } from './RequestTransitions';

/** Starts a task for a request that was just approved or retried. */
export async function startIfDue(
  deps: { knex: Knex; starter: TaskStarter; logger: LoggerService },
  stored: StoredRequest,
): Promise<StoredRequest> {
  const { id, state } = stored.request;
  const isWaiting =
    (state.status === 'approved' || state.status === 'provisioning') &&
    !state.taskId;
  if (!isWaiting) {
    return stored;
  }
  try {
    await deps.starter.start(stored);
    return await requireRequest(deps.knex, id);
  } catch (error) {
    // The approval is stored, so the next sweep starts it.
    deps.logger.warn(`Request ${id} could not be started: ${redactSql(error)}`);
    return stored;
  }
}
