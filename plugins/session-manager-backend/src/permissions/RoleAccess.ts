import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  EntityInstances,
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

  /** The same of an entity's instances, which its roles are for. */
  readableInstances(
    entityRef: string,
    credentials: BackstageCredentials,
    read: () => Promise<EntityInstances>,
  ): Promise<EntityInstances>;

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
  ): Promise<MayRead> {
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
    return role =>
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
      const incomplete = all.incomplete.filter(inAccount(mayRead));
      requireSome(entityRef, mayRead, roles.length + incomplete.length);
      return { ...all, roles, incomplete };
    },

    async readableInstances(entityRef, credentials, read) {
      const mayRead = await judge(entityRef, credentials);
      const all = await read();
      const instances = all.instances.filter(inAccount(mayRead));
      const incomplete = all.incomplete.filter(inAccount(mayRead));
      requireSome(entityRef, mayRead, instances.length + incomplete.length);
      return { ...all, instances, incomplete };
    },

    async requireReadable({ entityRef, ...role }, credentials) {
      const mayRead = await judge(entityRef, credentials);
      if (!mayRead(role)) {
        throw refusal(entityRef);
      }
    },
  };
}

/** Whether the caller may read a role of an entity. */
type MayRead = (role: Omit<RoleFacts, 'entityOwners'>) => boolean;

const inAccount =
  (mayRead: MayRead) =>
  ({ accountId }: { accountId: string }) =>
    mayRead({ accountId, roleName: '' });

/** Where nothing is left, it may be that there is nothing. */
function requireSome(entityRef: string, mayRead: MayRead, left: number): void {
  if (left === 0 && !mayRead({ accountId: '', roleName: '' })) {
    throw refusal(entityRef);
  }
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
