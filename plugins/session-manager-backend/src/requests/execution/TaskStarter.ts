import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { noteStartError } from '../database/operations/bookkeeping';
import { StoredRequest } from '../database/StoredRequest';
import { RequestTransitions } from '../RequestTransitions';
import { RolePlans } from '../RolePlans';
import { RequestNotifier } from '../notifications/RequestNotifier';
import { AutoApproval } from '../../preview/AutoApproval';
import { ruleFailureReason } from './ruleStillHolds';
import { scaffolderMessage } from './scaffolderMessage';

/** Starts the scaffolder tasks that carry out requests. */
export interface TaskStarter {
  /**
   * Starts a task for a request that the caller reserved. If that fails, stores
   * the reason, and the request is otherwise unchanged.
   */
  start(stored: StoredRequest): Promise<void>;
  /**
   * Makes the scaffolder look for tasks that wait. Its worker looks only when a
   * task is created, and overlooks one that is created while it is looking
   * (https://github.com/backstage/backstage/issues/27217), so this creates
   * another: it finds the request in use, and ends.
   */
  wakeScaffolder(stored: StoredRequest): Promise<void>;
}

export function createTaskStarter(options: {
  knex: Knex;
  auth: AuthService;
  scaffolder: ScaffolderService;
  accounts: AwsAccounts;
  autoApproval: AutoApproval;
  plans: RolePlans;
  /** The template that takes the request's ID as a parameter. */
  templateRef: string;
  transitions: RequestTransitions;
  notifier: RequestNotifier;
  logger: LoggerService;
}): TaskStarter {
  const { knex, auth, scaffolder, templateRef } = options;
  const { transitions, notifier, logger } = options;
  const portal = { kind: 'portal' } as const;

  async function startTask(requestId: string): Promise<string> {
    const { taskId } = await scaffolder.scaffold(
      { templateRef, values: { requestId } },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return taskId;
  }

  return {
    async start(stored) {
      const { id: requestId } = stored.request;
      const comment = await ruleFailureReason(options, stored);
      if (comment) {
        await transitions.apply(requestId, { type: 'reopen', comment }, portal);
        return;
      }
      try {
        const taskId = await startTask(requestId);
        // A fast task may already have claimed it.
        await transitions.apply(requestId, { type: 'start', taskId }, portal);
        logger.info(`Task ${taskId} carries out request ${requestId}`, {
          requestId,
          taskId,
        });
      } catch (error) {
        const reason = scaffolderMessage(error);
        logger.warn(`Request ${requestId} could not be started: ${reason}`, {
          requestId,
        });
        await noteStartError(knex, requestId, reason);
        await notifier.changed(requestId);
      }
    },

    async wakeScaffolder({ request: { id: requestId } }) {
      const taskId = await startTask(requestId);
      logger.warn(
        `No worker of the scaffolder took the task of request ${requestId}, so task ${taskId} makes them look. It ends without a change.`,
        { requestId, taskId },
      );
    },
  };
}
