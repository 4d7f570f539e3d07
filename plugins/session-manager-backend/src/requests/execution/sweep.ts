import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import pLimit from 'p-limit';
import { reserveCheck, reserveStart } from '../database/operations/bookkeeping';
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
import { redactSql } from '../../database/transact';
import { announce, announceBreakGlass, AnnouncementDeps } from './announce';
import { TaskJobDeps, checkTask } from './checkTask';
import { Outcomes } from './outcomes';
import { BucketOwnerParts } from './BucketOwnerParts';

/** The dependencies of a sweep. */
export interface SweepDeps extends AnnouncementDeps, TaskJobDeps {
  bucketOwnerParts: BucketOwnerParts;
  outcomes: Outcomes;
}

// The interval of checks whether another account's owner did their part.
const LOOK_EVERY = 2 * 60_000;

// The longest pause between attempts to start a task.
const MAX_PAUSE = 10 * 60_000;

// The number of requests that are processed concurrently.
const AT_ONCE = 10;

const portal = { kind: 'portal' } as const;

/**
 * Processes all due requests once. A failure is logged, and does not affect
 * other requests.
 *
 * @param signal - stops it between requests
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
        `Request ${id} is skipped, because it cannot be read: ${stringifyError(error)}`,
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

/** The jobs, and which requests are due for them. */
function jobs(deps: SweepDeps, now: Date): Array<[DueRequests, Job]> {
  const { knex, transitions, starter } = deps;
  const after = (milliseconds: number) =>
    new Date(now.getTime() + milliseconds);
  // One wakes the workers for all tasks that wait.
  let isAwake = false;
  const check: Job = async stored => {
    if ((await checkTask(deps, stored)) && !isAwake) {
      isAwake = true;
      await starter.wakeScaffolder(stored);
    }
  };
  return [
    [
      expired,
      ({ request }) =>
        transitions.apply(request.id, { type: 'expire' }, portal),
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
    [started, check],
    [
      waitingForOwner,
      async stored => {
        const until = after(LOOK_EVERY);
        if (await reserveCheck(knex, stored.request.id, { now, until })) {
          await checkBucketOwnerParts(deps, stored);
        }
      },
    ],
    [
      unchecked,
      async stored => {
        const until = after(LOOK_EVERY);
        if (await reserveCheck(knex, stored.request.id, { now, until })) {
          await deps.outcomes.checkLater(stored);
        }
      },
    ],
  ];
}

/** Reports finished parts, whoever did them; otherwise checks the task. */
async function checkBucketOwnerParts(
  deps: SweepDeps,
  stored: StoredRequest,
): Promise<void> {
  const { id: requestId } = stored.request;
  const { done, unknown } = await deps.bucketOwnerParts.look(stored.request);
  for (const { kind, error } of unknown) {
    deps.logger.warn(
      `Request ${requestId}: the portal cannot check whether its part ${kind} is done: ${error.message}`,
      { requestId },
    );
  }
  if (done.length > 0) {
    await deps.transitions.apply(
      requestId,
      { type: 'done', parts: done },
      portal,
    );
  } else {
    await checkTask(deps, stored);
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
      `Request ${requestId} could not be processed: ${stringifyError(redactSql(error))}`,
      { requestId },
    );
  }
}
