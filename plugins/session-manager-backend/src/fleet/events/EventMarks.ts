import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import { redactSql, transact } from '../../database/transact';
import { markRefreshes } from '../database/operations/markRefreshes';
import { EventSubject } from './EventSubject';
import { readEventSubject } from './readEventSubject';

/** Notes in the database what events say has changed. */
export interface EventMarks {
  /**
   * Resolves when it is noted. An event of anything else is ignored; a failure
   * is logged, and the scan reads what was not noted.
   */
  receive(payload: unknown): Promise<void>;
}

/**
 * Events arrive in bursts, many of them about the same: those that arrive while
 * others are written are written together.
 */
export function createEventMarks(options: {
  knex: Knex;
  logger: LoggerService;
}): EventMarks {
  const { knex, logger } = options;
  let waiting = new Map<string, EventSubject>();
  let next: Promise<void> | undefined;
  let current: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    await current;
    const subjects = [...waiting.values()];
    waiting = new Map();
    current = next!;
    next = undefined;
    try {
      await transact(knex, tx => markRefreshes(tx, subjects, new Date()));
    } catch (error) {
      logger.warn(
        `What ${subjects.length} events have changed was not noted: ${stringifyError(redactSql(error))}`,
      );
    }
  }

  return {
    async receive(payload) {
      const subject = readEventSubject(payload);
      if (!subject) {
        logger.debug('Ignored an event that is not about a role');
        return;
      }
      waiting.set(JSON.stringify(subject), subject);
      next ??= write();
      await next;
    },
  };
}
