import { Knex } from 'knex';

/**
 * Serializes transactions from here until they end, across replicas, so that
 * what a transaction counts stays true. SQLite has one connection, which
 * serializes its transactions anyway.
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
