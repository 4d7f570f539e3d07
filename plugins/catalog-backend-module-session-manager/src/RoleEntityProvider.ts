import {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { createFleet } from './fleet';
import { readProvidedRoles } from './providedRoles';
import { RoleEntityChanges, roleEntityChanges } from './roleEntityChanges';
import { RoleEntityConfig } from './roleEntityConfig';

const NAME = 'session-manager-roles';

/** The catalog writes the entities of a mutation in one transaction. */
const ENTITIES_AT_ONCE = 500;

interface ProviderOptions extends RoleEntityConfig {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  logger: LoggerService;
  scheduler: SchedulerService;
}

/** Keeps the entities in the catalog like the roles of all accounts. */
export function createRoleEntityProvider(
  options: ProviderOptions,
): EntityProvider {
  const { schedule, scheduler } = options;
  return {
    getProviderName: () => NAME,
    connect: connection =>
      scheduler.scheduleTask({
        ...schedule,
        id: NAME,
        fn: signal => refresh(options, connection, signal),
      }),
  };
}

/** A failure is logged, and the entities stay as they are until the next run. */
async function refresh(
  options: ProviderOptions,
  connection: EntityProviderConnection,
  signal: AbortSignal,
): Promise<void> {
  const { logger } = options;
  try {
    const changes = await roleEntityChanges(
      createFleet(options, signal),
      await readProvidedRoles(options),
      options,
    );
    await apply(changes, connection, signal);
    logger.info('The roles in the catalog are up to date', {
      changed: changes.added.length,
      removed: changes.removed.length,
    });
  } catch (error) {
    logger.error(
      `The roles in the catalog were not updated: ${stringifyError(error)}`,
    );
  }
}

async function apply(
  { added, removed }: RoleEntityChanges,
  connection: EntityProviderConnection,
  signal: AbortSignal,
): Promise<void> {
  for (const refs of inBatches(removed)) {
    signal.throwIfAborted();
    await connection.applyMutation({
      type: 'delta',
      added: [],
      removed: refs.map(entityRef => ({ entityRef, locationKey: NAME })),
    });
  }
  for (const entities of inBatches(added)) {
    signal.throwIfAborted();
    await connection.applyMutation({
      type: 'delta',
      added: entities.map(entity => ({ entity, locationKey: NAME })),
      removed: [],
    });
  }
}

function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += ENTITIES_AT_ONCE) {
    yield items.slice(start, start + ENTITIES_AT_ONCE);
  }
}
