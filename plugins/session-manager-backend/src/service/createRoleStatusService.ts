import {
  CacheService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AwsAccounts,
  readSessionManagerConfig,
} from 'backstage-plugin-session-manager-node';
import { createReadThrough } from '../cache/readThrough';
import { createEntityRolesReader } from './entityRoles';
import { freshnessOf } from './freshness';
import { createPolicyDocuments } from './policyDocuments';
import { readableEntity } from './readableEntity';
import { createRoleReader } from './roleReader';
import { RoleStatusService } from './RoleStatusService';
import { createTaggedRoleIndex } from './taggedRoles';

/**
 * The service, whole. AWS is first asked when a request needs it. Throws an
 * `InputError` where the configuration is wrong.
 */
export function createRoleStatusService(options: {
  accounts: AwsAccounts;
  cache: CacheService;
  catalog: CatalogService;
  config: RootConfigService;
  logger: LoggerService;
}): RoleStatusService {
  const { accounts, cache, catalog, config, logger } = options;
  const parts = {
    accounts,
    freshness: freshnessOf(readSessionManagerConfig(config).status.refresh),
    logger,
    readThrough: createReadThrough(cache),
  };
  const entityRoles = createEntityRolesReader({
    accounts: parts.accounts,
    taggedRoles: createTaggedRoleIndex(parts),
    roleReader: createRoleReader({
      ...parts,
      policyDocuments: createPolicyDocuments(parts),
    }),
  });

  return {
    async getEntityRoles({ entityRef, credentials, refresh = false }) {
      const entity = await readableEntity(catalog, entityRef, credentials);
      return entityRoles.read(entity, { fresh: refresh });
    },
  };
}
