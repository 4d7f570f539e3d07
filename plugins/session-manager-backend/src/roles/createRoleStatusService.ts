import { LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Deadlines } from '../accounts/deadlines';
import { AccountUnavailableError } from '../accounts/AccountUnavailableError';
import { SharedReadCache } from '../cache/SharedReadCache';
import { LiveRoles } from '../fleet/LiveRoles';
import { StoredRoles } from '../fleet/StoredRoles';
import { RoleAccess } from '../permissions/RoleAccess';
import { RoleVisibility } from '../permissions/RoleVisibility';
import { createReadinessReader } from '../readiness/readinessReader';
import { createEntityRolesReader } from './entityRoles';
import { getEntityRoles } from './getEntityRoles';
import {
  getRole,
  getRoleReadiness,
  getVisibility,
  summarizeRole,
} from './getRole';
import { readRepairBasis } from './repairBasis';
import { createRoleReader } from './roleReader';
import { RoleStatusDeps } from './RoleStatusDeps';
import { RoleStatusService } from './RoleStatusService';
import { createTaggedRoleIndex } from './taggedRoles';

/** Creates the service. AWS is called only when a request needs it. */
export function createRoleStatusService(options: {
  accounts: AwsAccounts;
  catalog: CatalogService;
  liveRoles: Pick<LiveRoles, 'seen'>;
  logger: LoggerService;
  readCache: SharedReadCache;
  roleAccess: RoleAccess;
  roleVisibility: RoleVisibility;
  startDeadline: Deadlines;
  storedRoles: StoredRoles;
}): RoleStatusService {
  const roleReader = createRoleReader(options);
  const readiness = createReadinessReader(options);
  const parts: RoleStatusDeps = {
    ...options,
    roleReader,
    readiness,
    entityRoles: createEntityRolesReader({
      ...options,
      taggedRoles: createTaggedRoleIndex(options),
      roleReader,
      readiness,
    }),
  };
  return {
    getEntityRoles: request => getEntityRoles(parts, request),
    getRole: request => getRole(parts, request),
    getVisibility: request => getVisibility(parts, request),
    getRoleReadiness: request => getRoleReadiness(parts, request),
    summarizeRole: roleArn => summarizeRole(parts, roleArn),
    getRepairBasis: roleArn => readRepairBasis(parts, roleArn),
    predictReadiness: (spec, where) =>
      parts
        .startDeadline()
        .within(spec.accountId, readiness.predict(spec, where), fault => {
          throw new AccountUnavailableError(fault);
        }),
  };
}
