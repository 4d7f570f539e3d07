import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AwsAccounts,
  readSessionManagerConfig,
} from 'backstage-plugin-session-manager-node';
import { ReadThrough } from '../cache/readThrough';
import { createReadinessReader } from '../readiness/readinessReader';
import { createEntityRolesReader } from './entityRoles';
import { freshnessOf } from './freshness';
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
  catalog: CatalogService;
  config: RootConfigService;
  logger: LoggerService;
  readThrough: ReadThrough;
}): RoleStatusService {
  const { accounts, catalog, config, logger, readThrough } = options;
  const parts = {
    accounts,
    freshness: freshnessOf(readSessionManagerConfig(config).status.refresh),
    logger,
    readThrough,
  };
  const roleReader = createRoleReader(parts);
  const readiness = createReadinessReader(parts);
  const entityRoles = createEntityRolesReader({
    accounts: parts.accounts,
    taggedRoles: createTaggedRoleIndex(parts),
    roleReader,
    readiness,
  });

  return {
    async getEntityRoles({ entityRef, credentials, refresh = false }) {
      const entity = await readableEntity(catalog, entityRef, credentials);
      return entityRoles.read(entity, { fresh: refresh });
    },

    async summarizeRole(roleArn) {
      const { value } = await roleReader.read(roleArn, { fresh: true });
      switch (value.status) {
        case 'found':
          return (await readiness.summarize(value, { fresh: true })).value;
        case 'missing':
          return undefined;
        default:
          throw new ServiceUnavailableError(value.fault.message);
      }
    },

    predictReadiness: readiness.predict,

    async getRoleReadiness(request) {
      const { entityRef, roleArn, region, credentials } = request;
      const fresh = request.refresh ?? false;
      const entity = await readableEntity(catalog, entityRef, credentials);
      if (!(await entityRoles.has(entity, roleArn, { fresh }))) {
        throw new NotFoundError(`${entityRef} has no role ${roleArn}`);
      }
      const { value, readAt } = await roleReader.read(roleArn, { fresh });
      const evidence =
        value.status === 'found'
          ? await readiness.read(value, { region, fresh })
          : { value, readAt };
      return {
        roleArn,
        checkedAt: new Date(Math.min(readAt, evidence.readAt)).toISOString(),
        ...evidence.value,
      };
    },
  };
}
