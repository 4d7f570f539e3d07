import { Knex } from 'knex';
import { withDatabaseErrors } from '../database/transact';
import { EntityOwnership } from '../people/EntityOwnership';
import { storedOwners, storeOwner } from './database/operations/owners';

/** The owners of services, as the store has them beside the roles. */
export interface FleetOwners {
  /**
   * Stores the owners that the catalog has now. A scan does the same for what
   * it reads; owners change between scans, and a new portal scans before its
   * catalog has all services.
   */
  refresh(signal: AbortSignal): Promise<void>;
}

export function createFleetOwners(options: {
  knex: Knex;
  ownership: Pick<EntityOwnership, 'ownersOf'>;
}): FleetOwners {
  const { knex, ownership } = options;
  return {
    async refresh(signal) {
      const stored = await withDatabaseErrors(() => storedOwners(knex));
      const current = await ownership.ownersOf(
        stored.map(({ entityRef }) => entityRef),
      );
      for (const { entityRef, owner } of stored) {
        signal.throwIfAborted();
        const [first = ''] = current.get(entityRef) ?? [];
        const now = first.toLocaleLowerCase('en-US');
        if (now !== owner) {
          await withDatabaseErrors(() => storeOwner(knex, entityRef, now));
        }
      }
    },
  };
}
