import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { noteStartError } from '../database/operations/bookkeeping';
import { StoredRequest } from '../database/StoredRequest';
import { RequestTransitions } from '../RequestTransitions';
import { RolePlans } from '../RolePlans';
import { RequestNews } from '../notifications/RequestNews';
import { AutoApproval } from '../../preview/AutoApproval';
import { whyRuleFails } from './ruleStillHolds';

/** Starts the scaffolder tasks that carry requests out. */
export interface TaskStarter {
  /**
   * Starts a task for a request, for which nobody else starts one now. Where
   * that fails, the request says why, and stays as it is.
   */
  start(stored: StoredRequest): Promise<void>;
}

export function createTaskStarter(options: {
  knex: Knex;
  auth: AuthService;
  scaffolder: ScaffolderService;
  accounts: AwsAccounts;
  autoApproval: AutoApproval;
  plans: RolePlans;
  /** The template whose parameter is the request's id. */
  templateRef: string;
  transitions: RequestTransitions;
  news: RequestNews;
  logger: LoggerService;
}): TaskStarter {
  const { knex, auth, scaffolder, templateRef } = options;
  const { transitions, news, logger } = options;
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
      const comment = await whyRuleFails(options, stored);
      if (comment) {
        await transitions.move(requestId, { type: 'reopen', comment }, portal);
        return;
      }
      try {
        const taskId = await startTask(requestId);
        // A task that was faster has claimed it already, which is as good.
        await transitions.move(requestId, { type: 'start', taskId }, portal);
        logger.info(`Task ${taskId} carries out request ${requestId}`, {
          requestId,
          taskId,
        });
      } catch (error) {
        const reason = inWords(error);
        logger.warn(`Request ${requestId} could not be started: ${reason}`, {
          requestId,
        });
        await noteStartError(knex, requestId, reason);
        await news.changed(requestId);
      }
    },
  };
}

/** The scaffolder's own words, which its client wraps as JSON into a text. */
function inWords(error: unknown): string {
  const text = isError(error) ? error.message : String(error);
  try {
    return JSON.parse(text.slice(text.indexOf('{'))).error.message;
  } catch {
    return text;
  }
}
