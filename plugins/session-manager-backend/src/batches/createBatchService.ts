import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  NewBatch,
  PlannedRole,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import pLimit from 'p-limit';
import { holdLock } from '../database/holdLock';
import {
  transact,
  withDatabaseErrors,
  withRedactedErrors,
} from '../database/transact';
import { requestsById } from '../requests/database/operations/readRequests';
import { TaskWatch } from '../requests/execution/TaskWatch';
import { batchOf, isActive } from './batchStatus';
import { BatchService } from './BatchService';
import {
  deleteOldBatches,
  insertBatch,
  readBatch,
  recordEnd,
  StoredItem,
  unendedItems,
} from './database/batchRows';
import { planBatch, PlanningDeps, withOmission } from './planBatch';
import { StartingDeps, startRole } from './startRole';

export interface BatchDeps extends PlanningDeps, StartingDeps {
  tasks: TaskWatch;
}

/** So that a batch leaves room for others, at AWS and in the scaffolder. */
const AT_ONCE = 4;
const KEPT_FOR_MS = 90 * 86_400_000;

export function createBatchService(deps: BatchDeps): BatchService {
  const { accounts, knex } = deps;

  const unended = (planned: readonly PlannedRole[]) =>
    unendedItems(
      knex,
      planned.map(({ roleArn }) => roleArn),
    );

  async function plan(
    batch: NewBatch,
    credentials: BackstageCredentials,
  ): Promise<PlannedRole[]> {
    const planned = await planBatch(deps, batch, credentials);
    await recordEnds(deps, await withDatabaseErrors(() => unended(planned)));
    return withDatabaseErrors(() => withoutBusy(knex, planned));
  }

  return withRedactedErrors({
    plan: async (batch, credentials) => ({
      items: await plan(batch, credentials),
    }),

    async start(newBatch, credentials) {
      const planned = await plan(newBatch, credentials);
      const { action, entityRef } = newBatch;
      const reason = newBatch.reason?.trim();
      requireReason(planned, reason);
      const batch = {
        id: randomUUID(),
        action,
        creator: userOf(credentials),
        ...(reason && { reason }),
        ...(entityRef && { entityRef }),
      };
      const roles = await transact(knex, async tx => {
        await holdLock(tx, 'batches');
        const now = new Date();
        await deleteOldBatches(tx, new Date(now.getTime() - KEPT_FOR_MS));
        const free = await withoutBusy(tx, planned);
        requireSome(free);
        await insertBatch(tx, batch, free.map(storedItem), now);
        return free;
      });
      const limit = pLimit(AT_ONCE);
      const started = roles.filter(({ start }) => start);
      started.forEach(role =>
        limit(() => startRole(deps, batch, storedItem(role), credentials)),
      );
      const requests = started.filter(isRequest).length;
      return {
        id: batch.id,
        requests,
        tasks: started.length - requests,
        leftOut: roles.length - started.length,
      };
    },

    async get(batchId, credentials) {
      const read = () => withDatabaseErrors(() => readBatch(knex, batchId));
      const found = await read();
      if (found?.batch.creator !== userOf(credentials)) {
        throw new NotFoundError(
          `The batch ${batchId} does not exist, or somebody else started it`,
        );
      }
      await recordEnds(
        deps,
        found.items.map(item => ({ batchId, ...item })),
      );
      const { batch, items } = (await read()) ?? found;
      return batchOf(batch, items, await requestsOf(knex, items), {
        accounts,
        now: new Date(),
      });
    },
  });
}

/** Stores the end of tasks that have ended since somebody looked. */
async function recordEnds(
  { knex, logger, tasks }: Pick<BatchDeps, 'knex' | 'logger' | 'tasks'>,
  items: ReadonlyArray<StoredItem & { batchId: string }>,
): Promise<void> {
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    items.map(({ taskId, ended, ...item }) =>
      limit(async () => {
        if (!taskId || ended) {
          return;
        }
        try {
          const end = endOf(await tasks.outcomeOf(taskId));
          if (end) {
            await withDatabaseErrors(() => recordEnd(knex, item, end));
          }
        } catch (error) {
          logger.warn(`The state of task ${taskId} is not known: ${error}`);
        }
      }),
    ),
  );
}

function endOf(outcome: Awaited<ReturnType<TaskWatch['outcomeOf']>>) {
  switch (outcome.kind) {
    case 'live':
      return undefined;
    case 'completed':
      return { ended: 'done', error: null } as const;
    case 'failed':
      return { ended: 'failed', error: outcome.error } as const;
    default:
      return {
        ended: 'failed',
        error: 'The scaffolder no longer has the task.',
      } as const;
  }
}

/** Leaves out the roles that another batch is changing. */
async function withoutBusy(
  tx: Knex,
  planned: readonly PlannedRole[],
): Promise<PlannedRole[]> {
  const now = new Date();
  const items = await unendedItems(
    tx,
    planned.map(({ roleArn }) => roleArn),
  );
  return withOmission(
    planned,
    new Set(
      items
        .filter(item => item.taskId !== undefined || isActive(item, now))
        .map(({ roleArn }) => roleArn),
    ),
    'in-progress',
  );
}

function storedItem({
  roleArn,
  entityRef,
  owner,
  omission,
}: PlannedRole): StoredItem {
  return { roleArn, entityRef, owner, omission };
}

function isRequest({ start }: PlannedRole): boolean {
  return start === 'request';
}

function requireReason(
  planned: readonly PlannedRole[],
  reason: string | undefined,
): void {
  const requests = planned.filter(isRequest).length;
  if (requests > 0 && !reason) {
    throw new InputError(
      `reason: must say why the roles are needed, because ${requests} of them need an approval`,
    );
  }
}

function requireSome(planned: readonly PlannedRole[]): void {
  if (!planned.some(({ start }) => start)) {
    throw new ConflictError(
      'None of the roles can be changed this way. The plan says why.',
    );
  }
}

function requestsOf(
  knex: Knex,
  items: readonly StoredItem[],
): Promise<Map<string, RoleRequest>> {
  return withDatabaseErrors(() =>
    requestsById(
      knex,
      items.flatMap(({ requestId }) => requestId ?? []),
    ),
  );
}

/** Only people start batches. */
function userOf({ principal }: BackstageCredentials): string {
  const { userEntityRef } = principal as { userEntityRef: string };
  return userEntityRef.toLocaleLowerCase('en-US');
}
