import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AwsAccounts,
  readSessionManagerConfig,
} from 'backstage-plugin-session-manager-node';
import { ReadThrough } from '../cache/readThrough';
import { createEntityRolesReader } from './entityRoles';
import { freshnessOf } from './freshness';
import { createPolicyDocuments } from './policyDocuments';
import { createRoleReader } from './roleReader';
import { RoleStatusService } from './RoleStatusService';
import { createTaggedRoleIndex } from './taggedRoles';

/**
 * The service, whole. AWS is first asked when a request needs it. Throws an
 * `InputError` where the configuration is wrong.
 */
export function createRoleStatusService(options: {
  accounts: AwsAccounts;
  catalog: CatalogService;
  config: RootConfigService;
  logger: LoggerService;
  readThrough: ReadThrough;
}): RoleStatusService {
  const { catalog, config, ...shared } = options;
  const parts = {
    ...shared,
    freshness: freshnessOf(readSessionManagerConfig(config).status.refresh),
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
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      if (!entity) {
        throw new NotFoundError(
          `There is no entity ${entityRef} that you may read`,
        );
      }
      return entityRoles.read(entity, { fresh: refresh });
    },
  };
}
