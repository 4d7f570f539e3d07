import { Knex } from 'knex';

/**
 * Reserves a request for the caller, who is about to start a task for it, until
 * the given time. Returns false if another replica was faster.
 *
 * @param dead - its task, which ended without claiming the request
 */
export async function reserveStart(
  tx: Knex,
  requestId: string,
  times: { now: Date; until: Date },
  dead?: string,
): Promise<boolean> {
  const query = tx('role_requests')
    .where({ id: requestId })
    .whereIn('status', ['approved', 'provisioning']);
  if (dead === undefined) {
    query.whereNull('task_id').where('due_at', '<=', times.now);
  } else {
    query.where('task_id', dead);
  }
  const reserved = await query.update({
    due_at: times.until,
    start_attempts: tx.raw('start_attempts + 1'),
  });
  return reserved === 1;
}

/** Stores why a request could not be started. */
export async function noteStartError(
  tx: Knex,
  requestId: string,
  error: string,
): Promise<void> {
  await tx('role_requests')
    .where({ id: requestId })
    .whereIn('status', ['approved', 'provisioning'])
    .update({ start_error: error });
}

/**
 * Reserves a request for the caller, who is about to check it, such as whether
 * another account's owner did their part.
 */
export async function reserveCheck(
  tx: Knex,
  requestId: string,
  times: { now: Date; until: Date },
): Promise<boolean> {
  const reserved = await tx('role_requests')
    .where({ id: requestId })
    .where('due_at', '<=', times.now)
    .update({ due_at: times.until });
  return reserved === 1;
}

/** Stores that those concerned with a request were notified. */
export async function noteAnnounced(
  tx: Knex,
  requestId: string,
  at: Date,
): Promise<boolean> {
  const noted = await tx('role_requests')
    .where({ id: requestId })
    .whereNull('announced_at')
    .update({ announced_at: at });
  return noted === 1;
}
