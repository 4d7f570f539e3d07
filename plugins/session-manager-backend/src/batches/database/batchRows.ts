import {
  BatchAction,
  BatchOmission,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { isoTime, Time } from '../../database/times';

interface BatchRow {
  id: string;
  action: BatchAction;
  creator: string;
  reason: string;
  entity_ref: string;
  created_at: Time;
  active_at: Time;
}

interface ItemRow {
  batch_id: string;
  role_arn: string;
  entity_ref: string;
  owner_ref: string;
  omission: BatchOmission | null;
  task_id: string | null;
  request_id: string | null;
  ended: 'done' | 'failed' | null;
  error: string | null;
}

/** An action that a person started for many roles. */
export interface StoredBatch {
  id: string;
  action: BatchAction;
  creator: string;
  reason?: string;
  /** The service that the roles are assigned to. */
  entityRef?: string;
  createdAt: string;
  /** When the last role was started (ISO 8601). */
  activeAt: string;
}

/** A role of a batch, and what was started for it. */
export interface StoredItem {
  roleArn: string;
  entityRef?: string;
  owner?: string;
  omission?: BatchOmission;
  taskId?: string;
  requestId?: string;
  ended?: 'done' | 'failed';
  error?: string;
}

/** What is known of a role after an attempt to start something for it. */
export type ItemOutcome = Pick<
  StoredItem,
  'omission' | 'taskId' | 'requestId' | 'ended' | 'error'
>;

export async function insertBatch(
  tx: Knex.Transaction,
  batch: Omit<StoredBatch, 'createdAt' | 'activeAt'>,
  items: readonly StoredItem[],
  now: Date,
): Promise<void> {
  await tx<BatchRow>('batches').insert({
    id: batch.id,
    action: batch.action,
    creator: batch.creator,
    reason: batch.reason ?? '',
    entity_ref: batch.entityRef ?? '',
    created_at: now,
    active_at: now,
  });
  await tx.batchInsert<ItemRow>(
    'batch_items',
    items.map(({ roleArn, entityRef, owner, ...outcome }) => ({
      batch_id: batch.id,
      role_arn: roleArn,
      entity_ref: entityRef ?? '',
      owner_ref: owner ?? '',
      ...outcomeColumns(outcome),
    })),
    50,
  );
}

/** Stores what was started for a role, and that the batch is active. */
export async function recordOutcome(
  tx: Knex.Transaction,
  { batchId, roleArn }: { batchId: string; roleArn: string },
  outcome: ItemOutcome,
  now: Date,
): Promise<void> {
  await tx<ItemRow>('batch_items')
    .where({ batch_id: batchId, role_arn: roleArn })
    .update(outcomeColumns(outcome));
  await tx<BatchRow>('batches')
    .where({ id: batchId })
    .update({ active_at: now });
}

/** Stores how the task of a role ended. */
export async function recordEnd(
  knex: Knex,
  { batchId, roleArn }: { batchId: string; roleArn: string },
  { ended, error }: Required<Pick<ItemRow, 'ended' | 'error'>>,
): Promise<void> {
  await knex<ItemRow>('batch_items')
    .where({ batch_id: batchId, role_arn: roleArn })
    .whereNull('ended')
    .update({ ended, error });
}

export async function readBatch(
  knex: Knex,
  id: string,
): Promise<{ batch: StoredBatch; items: StoredItem[] } | undefined> {
  const row = await knex<BatchRow>('batches').where({ id }).first();
  if (!row) {
    return undefined;
  }
  const items: ItemRow[] = await knex<ItemRow>('batch_items')
    .where({ batch_id: id })
    .orderBy(['owner_ref', 'role_arn']);
  return { batch: storedBatch(row), items: items.map(storedItem) };
}

/** What batches have started, or are about to, for some roles. */
export interface UnendedItem extends StoredItem {
  batchId: string;
  activeAt: string;
}

/** The items of these roles that have neither ended nor become a request. */
export async function unendedItems(
  tx: Knex,
  roleArns: readonly string[],
): Promise<UnendedItem[]> {
  const rows: Array<ItemRow & Pick<BatchRow, 'active_at'>> = await tx(
    'batch_items',
  )
    .join('batches', 'batches.id', 'batch_items.batch_id')
    .select('batch_items.*', 'batches.active_at')
    .whereIn('batch_items.role_arn', [...roleArns])
    .whereNull('batch_items.ended')
    .whereNull('batch_items.omission')
    .whereNull('batch_items.request_id');
  return rows.map(row => ({
    ...storedItem(row),
    batchId: row.batch_id,
    activeAt: isoTime(row.active_at),
  }));
}

/** Deletes those that were started before a time. */
export async function deleteOldBatches(
  tx: Knex.Transaction,
  before: Date,
): Promise<void> {
  const old = tx<BatchRow>('batches')
    .select('id')
    .where('created_at', '<', before);
  await tx<ItemRow>('batch_items').whereIn('batch_id', old.clone()).delete();
  await tx<BatchRow>('batches').where('created_at', '<', before).delete();
}

function outcomeColumns(outcome: ItemOutcome) {
  return {
    omission: outcome.omission ?? null,
    task_id: outcome.taskId ?? null,
    request_id: outcome.requestId ?? null,
    ended: outcome.ended ?? null,
    error: outcome.error ?? null,
  };
}

function storedBatch(row: BatchRow): StoredBatch {
  return {
    id: row.id,
    action: row.action,
    creator: row.creator,
    ...(row.reason && { reason: row.reason }),
    ...(row.entity_ref && { entityRef: row.entity_ref }),
    createdAt: isoTime(row.created_at),
    activeAt: isoTime(row.active_at),
  };
}

function storedItem(row: ItemRow): StoredItem {
  return {
    roleArn: row.role_arn,
    ...(row.entity_ref && { entityRef: row.entity_ref }),
    ...(row.owner_ref && { owner: row.owner_ref }),
    ...(row.omission !== null && { omission: row.omission }),
    ...(row.task_id !== null && { taskId: row.task_id }),
    ...(row.request_id !== null && { requestId: row.request_id }),
    ...(row.ended !== null && { ended: row.ended }),
    ...(row.error !== null && { error: row.error }),
  };
}
