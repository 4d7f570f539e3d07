import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  ENTITY_REF_TAG,
  isOurs,
  ObservedRole,
  ROLE_RESOURCE_TYPE,
  RoleResource,
  roleResourceRef,
  Tags,
} from 'backstage-plugin-session-manager-common';

type RolePermission = ResourcePermission<typeof ROLE_RESOURCE_TYPE>;
type Initiated = Pick<ActionContext<JsonObject>, 'getInitiatorCredentials'>;

/** Asks the portal's permission policy about whoever started a task. */
export interface RoleGuard {
  /** Throws a `NotAllowedError` where they may not. */
  require(
    ctx: Initiated,
    permission: RolePermission,
    role: RoleResource,
  ): Promise<void>;

  /**
   * The same of what there is of a role by that name: it may be another
   * service's, or nobody's. Where there is nothing, nobody is asked.
   */
  requireObserved(
    ctx: Initiated,
    permission: RolePermission,
    role: Omit<RoleResource, 'entityRef'>,
    observed: ObservedRole,
  ): Promise<void>;
}

export function createRoleGuard(options: {
  permissions: PermissionsService;
}): RoleGuard {
  const { permissions } = options;

  const require: RoleGuard['require'] = async (ctx, permission, role) => {
    const [{ result }] = await permissions.authorize(
      [{ permission, resourceRef: roleResourceRef(role) }],
      { credentials: await ctx.getInitiatorCredentials() },
    );
    if (result !== AuthorizeResult.ALLOW) {
      const { roleName, accountId, entityRef } = role;
      throw new NotAllowedError(
        `Whoever started this task may not ${permission.attributes.action} the role ${roleName} in account ${accountId}${entityRef ? ` for ${entityRef}` : ''}: the rules of this portal do not let them (${permission.name}). Nothing was done.`,
      );
    }
  };

  return {
    require,
    async requireObserved(ctx, permission, { accountId, roleName }, observed) {
      const tags = tagsIn(observed);
      if (tags) {
        const role = { accountId, roleName, entityRef: serviceOf(tags) };
        await require(ctx, permission, role);
      }
    },
  };
}

/** The service that something is for by its tags, where the portal made it. */
export function serviceOf(tags: Tags): string | undefined {
  return isOurs(tags)
    ? tags[ENTITY_REF_TAG]?.toLocaleLowerCase('en-US')
    : undefined;
}

/** Those of the role; where there is none, of what is left of one. */
function tagsIn({
  role,
  policies,
  instanceProfiles,
}: ObservedRole): Tags | undefined {
  return [role, ...policies, ...instanceProfiles].find(Boolean)?.tags;
}
