import { Knex } from 'knex';

/**
 * Lets one transaction after the other go on from here, on whichever replica,
 * until the transaction ends: what it counts is then what there is. SQLite has
 * one connection, and its transactions follow one another anyway.
 */
export async function holdLock(
  tx: Knex.Transaction,
  name: string,
): Promise<void> {
  if (tx.client.config.client === 'pg') {
    // https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS
    await tx.raw('select pg_advisory_xact_lock(hashtext(?))', [
      `session-manager:${name}`,
    ]);
  }
}
