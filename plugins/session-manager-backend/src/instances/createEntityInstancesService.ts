import { NotFoundError } from '@backstage/errors';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ServiceInstance } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  createInstanceServices,
  InstanceTagConfig,
  requireRegion,
} from 'backstage-plugin-session-manager-node';
import { SharedReadCache } from '../cache/SharedReadCache';
import { EntityInstancesService } from './EntityInstancesService';
import { ConfiguredAccounts } from '../accounts/configuredAccounts';
import { Deadlines } from '../accounts/deadlines';
import { readableEntity } from '../permissions/readableEntity';
import { createTaggedInstanceReader, Tag } from './taggedInstances';

/**
 * Creates the service. AWS is called only when a request needs it. Throws an
 * `InputError` if the configuration is invalid.
 */
export function createEntityInstancesService(options: {
  accounts: AwsAccounts;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  readCache: SharedReadCache;
  startDeadline: Deadlines;
}): EntityInstancesService {
  const { accounts, auth, catalog, startDeadline } = options;
  const { instanceTag } = accounts;
  const taggedInstances = createTaggedInstanceReader(options);
  // Per response: the catalog may have changed for the next.
  const instanceServices = () => createInstanceServices(instanceTag, refsNamed);

  /** Counts all entities with the name, whoever may see them. */
  async function refsNamed(name: string): Promise<string[]> {
    const { items } = await catalog.getEntities(
      {
        filter: { 'metadata.name': name },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.map(entity => stringifyEntityRef(entity));
  }

  return {
    async getEntityInstances({ entityRef, credentials, refresh, ...places }) {
      const entity = await readableEntity(catalog, entityRef, credentials);
      refuseOtherRegion(accounts, places);
      const tag = tagOf(entity, instanceTag);
      const now = Date.now();
      const service = await instanceServices().serviceOf({
        [tag.key]: tag.value,
      });
      // If several entities have the name, it does not identify the instance's
      // owner.
      if (service !== stringifyEntityRef(entity)) {
        return {
          instances: [],
          incomplete: [],
          tag,
          isNameShared: true,
          checkedAt: new Date(now).toISOString(),
        };
      }
      const readings = await taggedInstances.find(tag, {
        ...places,
        fresh: refresh ?? false,
        deadline: startDeadline(),
      });
      const times = readings.map(({ readAt }) => readAt);
      return {
        instances: readings
          .flatMap(({ value }) => value.instances)
          .sort(byPlaceAndName),
        incomplete: readings.flatMap(({ value }) => value.incomplete),
        tag,
        checkedAt: new Date(Math.min(Date.now(), ...times)).toISOString(),
      };
    },
  };
}

/** If an account's regions are configured, no others are searched. */
function refuseOtherRegion(
  { configured = [] }: ConfiguredAccounts,
  { accountId, region }: { accountId?: string; region?: string },
): void {
  const regions = configured
    .filter(account => !accountId || account.accountId === accountId)
    .map(account => account.regions ?? []);
  const isLimited = regions.length > 0 && regions.every(some => some.length);
  if (region !== undefined && isLimited) {
    const all = [...new Set(regions.flat())];
    requireRegion(
      region,
      all,
      NotFoundError,
      accountId ? 'account' : 'accounts',
    );
  }
}

function tagOf(entity: Entity, { key, value }: InstanceTagConfig): Tag {
  return {
    key,
    value: value === 'name' ? entity.metadata.name : stringifyEntityRef(entity),
  };
}

function byPlaceAndName(a: ServiceInstance, b: ServiceInstance): number {
  return sortText(a).localeCompare(sortText(b), 'en', { numeric: true });
}

function sortText(instance: ServiceInstance): string {
  const { accountName, accountId, region, name, instanceId } = instance;
  return [accountName, accountId, region, name, instanceId].join(' ');
}
