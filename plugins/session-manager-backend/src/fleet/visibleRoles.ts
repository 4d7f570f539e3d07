import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { roleReadPermission } from 'backstage-plugin-session-manager-common';
import { EntityOwnership } from '../people/EntityOwnership';
import {
  rolePermissionResourceRef,
  RoleRuleQuery,
} from '../permissions/resources';
import { visibleCriteria } from '../permissions/visibleCriteria';
import { RoleCriteria, RoleCriterion } from './database/RoleSelection';

/** The roles of the fleet that a caller may see, as criteria for the database. */
export interface VisibleRoles {
  /**
   * Undefined: all. Throws a `NotAllowedError` if they may see no role. A role
   * without a service is owned by nobody, so only its account can make it
   * visible.
   */
  to(credentials: BackstageCredentials): Promise<RoleCriteria | undefined>;
}

export function createVisibleRoles(options: {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  ownership: EntityOwnership;
}): VisibleRoles {
  const { permissions, permissionsRegistry, ownership } = options;
  return {
    to: credentials =>
      visibleCriteria(
        {
          permissions,
          permissionsRegistry,
          permission: roleReadPermission,
          resourceRef: rolePermissionResourceRef,
          toCriterion: query => withServices(query, ownership),
          refusal: 'You are not allowed to see roles.',
        },
        credentials,
      ),
  };
}

/** Replaces owners with the services that the catalog says they own now. */
async function withServices(
  { key, values }: RoleRuleQuery,
  ownership: EntityOwnership,
): Promise<RoleCriterion> {
  return key === 'entity-owner'
    ? { key: 'entity', values: await ownership.ownedBy(values) }
    : { key, values };
}
