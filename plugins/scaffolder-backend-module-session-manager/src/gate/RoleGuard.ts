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
  keeperOf,
  ObservedRole,
  ROLE_RESOURCE_TYPE,
  RoleResource,
  roleResourceRef,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { RoleNames } from 'backstage-plugin-session-manager-node';

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
   * The same of what there is by these names, a role, a policy and an instance
   * profile: each may be another service's, or nobody's. Where there is
   * nothing, nobody is asked. What the portal did not make of a policy or an
   * instance profile no deletion touches.
   */
  requireObserved(
    ctx: Initiated,
    permission: RolePermission,
    names: RoleNames & Pick<RoleResource, 'accountId'>,
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
    async requireObserved(ctx, permission, names, observed) {
      const { accountId, roleName } = names;
      const spared = permission.attributes.action === 'delete';
      for (const entityRef of servicesIn(observed, names, spared)) {
        await require(ctx, permission, { accountId, roleName, entityRef });
      }
    },
  };
}

/** The service that something is for, where a keeper made it for one. */
export function serviceOf(tags: Tags): string | undefined {
  return keeperOf(tags)
    ? tags[ENTITY_REF_TAG]?.toLocaleLowerCase('en-US')
    : undefined;
}

/** Whose the role, the policy and the profile are; `undefined` is nobody's. */
function servicesIn(
  { role, policies, instanceProfiles }: ObservedRole,
  { policyArn, instanceProfileName }: RoleNames,
  sparesForeign: boolean,
): Set<string | undefined> {
  const belongings = [
    ...policies.filter(({ arn }) => arn === policyArn),
    ...instanceProfiles.filter(
      profile => profile.instanceProfileName === instanceProfileName,
    ),
  ].filter(({ tags }) => !sparesForeign || keeperOf(tags));
  return new Set(
    [...(role ? [role] : []), ...belongings].map(({ tags }) => serviceOf(tags)),
  );
}
