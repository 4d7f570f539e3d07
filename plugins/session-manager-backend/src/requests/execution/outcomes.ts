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
import { Moved } from '../RequestTransitions';
import { RequestNews } from '../notifications/RequestNews';

/** Checks whether sessions work on the roles that requests have created. */
export interface Outcomes {
  /** At once, after a move that ends a request; a good outcome is kept then. */
  afterMove(moved: Moved): Promise<void>;
  /**
   * Once AWS has had time to see the changes: what there is to find is kept.
   * Throws where AWS does not answer, so that it is tried again.
   */
  settle(stored: StoredRequest): Promise<void>;
}

// From then on the portal does not try to look any more.
const GIVE_UP_AFTER = 6 * 60 * 60_000;

// Whoever waits for the answer, such as a task, does not wait longer for this.
const AT_ONCE_WITHIN = 20_000;

export function createOutcomes(options: {
  knex: Knex;
  roleStatus: RoleStatusService;
  news: RequestNews;
  logger: LoggerService;
}): Outcomes {
  const { knex, roleStatus, news, logger } = options;

  async function keep(
    stored: StoredRequest,
    outcome: RequestOutcome,
  ): Promise<void> {
    const isFirst = await transact(knex, tx =>
      insertOutcome(tx, stored, outcome),
    );
    if (isFirst) {
      await news.checked({ ...stored.request, outcome });
    }
  }

  return {
    async afterMove({ after, changed }) {
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
          `Request ${request.id} is carried out, and is checked later: ${error}`,
          { requestId: request.id },
        );
      }
      // IAM shows a change some seconds late: what is not good may get so.
      await (found?.headline.state === 'ready'
        ? keep(after, outcomeOf(found))
        : news.created(request));
    },

    async settle(stored) {
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
