import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  EntityRoles,
  roleReadPermission,
  RoleResource,
} from 'backstage-plugin-session-manager-common';
import { EntityOwnership } from '../people/EntityOwnership';
import { RoleFacts, rolePermissionResourceRef } from './resources';

/** Asks the portal's permission policy about what AWS has of roles. */
export interface RoleAccess {
  /**
   * What of an entity's roles the caller may read. Throws a `NotAllowedError`
   * where that is none of those that there are; where it is none whatever they
   * are, without reading them.
   */
  readable(
    entityRef: string,
    credentials: BackstageCredentials,
    read: () => Promise<EntityRoles>,
  ): Promise<EntityRoles>;

  /**
   * Tells of which accounts the caller may see what is an entity's besides
   * roles, such as its instances. Throws a `NotAllowedError` where it is none.
   */
  readableAccounts(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<(accountId: string) => boolean>;

  /** Throws a `NotAllowedError` where the caller may not read such a role. */
  requireReadable(
    role: RoleResource,
    credentials: BackstageCredentials,
  ): Promise<void>;
}

export function createRoleAccess(options: {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  ownership: EntityOwnership;
}): RoleAccess {
  const { permissions, permissionsRegistry, ownership } = options;
  const isAllowed = createConditionAuthorizer<RoleFacts>(
    permissionsRegistry.getPermissionRuleset(rolePermissionResourceRef),
  );

  /**
   * Tells of roles of one entity whether the caller may read them. Throws a
   * `NotAllowedError` where they may read none.
   */
  async function judge(
    entityRef: string | undefined,
    credentials: BackstageCredentials,
  ) {
    const [decision] = await permissions.authorizeConditional(
      [{ permission: roleReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw refusal(entityRef);
    }
    const isConditional = decision.result === AuthorizeResult.CONDITIONAL;
    const owners =
      isConditional && entityRef
        ? await ownership.ownersOf([entityRef])
        : undefined;
    const entityOwners = (entityRef && owners?.get(entityRef)) || [];
    return (role: Omit<RoleFacts, 'entityOwners'>) =>
      isAllowed(
        decision,
        isConditional ? { ...role, entityOwners } : undefined,
      );
  }

  return {
    async readable(entityRef, credentials, read) {
      const mayRead = await judge(entityRef, credentials);
      const all = await read();
      const roles = all.roles.filter(mayRead);
      const incomplete = all.incomplete.filter(({ accountId }) =>
        mayRead({ accountId, roleName: '' }),
      );
      const isNothingLeft = roles.length + incomplete.length === 0;
      if (isNothingLeft && !mayRead({ accountId: '', roleName: '' })) {
        throw refusal(entityRef);
      }
      return { ...all, roles, incomplete };
    },

    async readableAccounts(entityRef, credentials) {
      const mayRead = await judge(entityRef, credentials);
      return accountId => mayRead({ accountId, roleName: '' });
    },

    async requireReadable({ entityRef, ...role }, credentials) {
      const mayRead = await judge(entityRef, credentials);
      if (!mayRead(role)) {
        throw refusal(entityRef);
      }
    },
  };
}

function refusal(entityRef: string | undefined): NotAllowedError {
  return new NotAllowedError(
    `You may not read the Session Manager roles of ${entityRef ?? 'no service'}`,
  );
}

/** What permission rules see of roles; they need not exist. */
export async function roleFacts(
  roles: readonly RoleResource[],
  ownership: EntityOwnership,
): Promise<RoleFacts[]> {
  const owners = await ownership.ownersOf(
    roles.flatMap(({ entityRef }) => entityRef ?? []),
  );
  return roles.map(({ accountId, roleName, entityRef }) => ({
    accountId,
    roleName,
    entityOwners: (entityRef && owners.get(entityRef)) || [],
  }));
}
