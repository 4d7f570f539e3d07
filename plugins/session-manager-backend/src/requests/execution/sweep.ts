import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import pLimit from 'p-limit';
import { reserveLook, reserveStart } from '../database/operations/bookkeeping';
import {
  brokenGlass,
  DueRequests,
  dueRequests,
  expired,
  started,
  unannounced,
  unchecked,
  unstarted,
  waitingForOwner,
} from '../database/operations/dueRequests';
import { StoredRequest } from '../database/StoredRequest';
import { withoutSql } from '../../database/transact';
import { announce, announceBreakGlass, AnnouncementDeps } from './announce';
import { TaskJobDeps, lookAfterTask } from './lookAfterTask';
import { Outcomes } from './outcomes';
import { OwnersParts } from './OwnersParts';

/** What a sweep needs. */
export interface SweepDeps extends AnnouncementDeps, TaskJobDeps {
  ownersParts: OwnersParts;
  outcomes: Outcomes;
}

// How often AWS is asked whether another account's owner has done their part.
const LOOK_EVERY = 2 * 60_000;

// How long the next start of a task waits after one that failed, at most.
const MAX_PAUSE = 10 * 60_000;

// As many requests as are looked after at once.
const AT_ONCE = 10;

const portal = { kind: 'portal' } as const;

/**
 * Looks after all requests once. What fails with one is logged, and does not
 * keep it from the others.
 *
 * @param signal - ends it between requests
 */
export async function sweep(
  deps: SweepDeps,
  signal?: AbortSignal,
): Promise<void> {
  const now = new Date();
  const limit = pLimit(AT_ONCE);
  for (const [due, job] of jobs(deps, now)) {
    const batches = dueRequests(deps.knex, due, now, ({ id, error }) =>
      deps.logger.warn(
        `Request ${id} is not looked after, because it cannot be read: ${stringifyError(error)}`,
        { requestId: id },
      ),
    );
    for await (const batch of batches) {
      if (signal?.aborted) {
        return;
      }
      await Promise.all(
        batch.map(stored => limit(() => guarded(deps.logger, stored, job))),
      );
    }
  }
}

type Job = (stored: StoredRequest) => Promise<unknown>;

/** Which requests need what. */
function jobs(deps: SweepDeps, now: Date): Array<[DueRequests, Job]> {
  const { knex, transitions, starter } = deps;
  const after = (milliseconds: number) =>
    new Date(now.getTime() + milliseconds);
  return [
    [
      expired,
      ({ request }) => transitions.move(request.id, { type: 'expire' }, portal),
    ],
    [
      unannounced,
      async stored => {
        const isApproved = await announce(deps, stored);
        return isApproved && starter.start(stored);
      },
    ],
    [brokenGlass, stored => announceBreakGlass(deps, stored)],
    [
      unstarted,
      async stored => {
        const until = after(pauseAfter(stored.startAttempts));
        const { id } = stored.request;
        return (
          (await reserveStart(knex, id, { now, until })) &&
          starter.start(stored)
        );
      },
    ],
    [started, stored => lookAfterTask(deps, stored)],
    [
      waitingForOwner,
      async stored => {
        const until = after(LOOK_EVERY);
        if (await reserveLook(knex, stored.request.id, { now, until })) {
          await lookAfterOwnersParts(deps, stored);
        }
      },
    ],
    [
      unchecked,
      async stored => {
        const until = after(LOOK_EVERY);
        if (await reserveLook(knex, stored.request.id, { now, until })) {
          await deps.outcomes.settle(stored);
        }
      },
    ],
  ];
}

/** A part that is seen done is done, whoever did it; else its task may tell. */
async function lookAfterOwnersParts(
  deps: SweepDeps,
  stored: StoredRequest,
): Promise<void> {
  const { id: requestId } = stored.request;
  const { done, unknown } = await deps.ownersParts.look(stored.request);
  for (const { kind, error } of unknown) {
    deps.logger.warn(
      `Request ${requestId}: the portal cannot see whether its part ${kind} is done: ${error.message}`,
      { requestId },
    );
  }
  if (done.length > 0) {
    await deps.transitions.move(
      requestId,
      { type: 'done', parts: done },
      portal,
    );
  } else {
    await lookAfterTask(deps, stored);
  }
}

function pauseAfter(attempts: number): number {
  return Math.min(30_000 * 2 ** attempts, MAX_PAUSE);
}

async function guarded(
  logger: LoggerService,
  stored: StoredRequest,
  job: Job,
): Promise<void> {
  const { id: requestId } = stored.request;
  try {
    await job(stored);
  } catch (error) {
    logger.warn(
      `Request ${requestId} could not be looked after: ${stringifyError(withoutSql(error))}`,
      { requestId },
    );
  }
}
