import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  ReadinessSummary,
  RequestOutcome,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { RoleStatusService } from '../../roles/RoleStatusService';
import { insertOutcome } from '../database/operations/insertOutcome';
import { StoredRequest } from '../database/StoredRequest';
import { transact } from '../../database/transact';
import { TransitionResult } from '../RequestTransitions';
import { RequestNotifier } from '../notifications/RequestNotifier';

/** Checks whether sessions work on the roles that requests have created. */
export interface Outcomes {
  /** Immediately after the end of a request; stores only a good outcome. */
  afterTransition(result: TransitionResult): Promise<void>;
  /**
   * Once AWS has propagated the changes: stores whatever it finds. Throws if
   * AWS does not answer, so that it is retried.
   */
  checkLater(stored: StoredRequest): Promise<void>;
}

// After that, the portal stops trying.
const GIVE_UP_AFTER = 6 * 60 * 60_000;

// The caller, such as a task, does not wait longer for this.
const AT_ONCE_WITHIN = 20_000;

export function createOutcomes(options: {
  knex: Knex;
  roleStatus: RoleStatusService;
  notifier: RequestNotifier;
  logger: LoggerService;
}): Outcomes {
  const { knex, roleStatus, notifier, logger } = options;

  async function keep(
    stored: StoredRequest,
    outcome: RequestOutcome,
  ): Promise<void> {
    const isFirst = await transact(knex, tx =>
      insertOutcome(tx, stored, outcome),
    );
    if (isFirst) {
      await notifier.checked({ ...stored.request, outcome });
    }
  }

  return {
    async afterTransition({ after, changed }) {
      const { request } = after;
      if (!changed || request.state.status !== 'provisioned') {
        return;
      }
      let found: ReadinessSummary | undefined;
      try {
        found = await within(
          AT_ONCE_WITHIN,
          roleStatus.summarizeRole(request.roleArn),
        );
      } catch (error) {
        logger.info(
          `Request ${request.id} is carried out, and will be checked later: ${error}`,
          { requestId: request.id },
        );
      }
      // IAM is eventually consistent, so a bad outcome may still improve.
      await (found?.headline.state === 'ready'
        ? keep(after, outcomeOf(found))
        : notifier.created(request));
    },

    async checkLater(stored) {
      const { request } = stored;
      try {
        const found = await roleStatus.summarizeRole(request.roleArn);
        await keep(
          stored,
          found
            ? outcomeOf(found)
            : notFound(`The role ${request.roleArn} does not exist.`),
        );
      } catch (error) {
        if (Date.now() - Date.parse(request.updatedAt) < GIVE_UP_AFTER) {
          throw error;
        }
        const reason = isError(error) ? error.message : String(error);
        await keep(
          stored,
          notFound(`The portal could not check the role: ${reason}`),
        );
      }
    },
  };
}

function outcomeOf(found: ReadinessSummary): RequestOutcome {
  const { headline, region, problems } = found;
  return {
    checkedAt: new Date().toISOString(),
    ...headline,
    region,
    problems: [...new Set(problems.map(({ code }) => code))],
  };
}

function notFound(text: string): RequestOutcome {
  return {
    checkedAt: new Date().toISOString(),
    state: 'unknown',
    sentences: [],
    text,
    problems: [],
  };
}

async function within<T>(
  milliseconds: number,
  work: Promise<T>,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
