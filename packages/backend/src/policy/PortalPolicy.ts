import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createRequestConditionalDecision,
  createRoleConditionalDecision,
  requestConditions,
  roleConditions,
} from 'backstage-plugin-session-manager-backend';
import {
  REQUEST_RESOURCE_TYPE,
  requestApprovePermission,
  requestCreatePermission,
  requestReadPermission,
  requestWithdrawPermission,
  ROLE_RESOURCE_TYPE,
  roleReadPermission,
} from 'backstage-plugin-session-manager-common';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Who may do what in this portal: a team asks for, makes and deletes the roles
 * of its own services; approvers decide; the platform team sees everything.
 * What is not about Session Manager roles is allowed to everyone.
 *
 * That nobody approves their own request needs no policy: the plugin sees to it.
 */
export class PortalPolicy implements PermissionPolicy {
  constructor(private readonly platformTeam: string) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const isAboutRequests = isResourcePermission(
      permission,
      REQUEST_RESOURCE_TYPE,
    );
    const isAboutRoles = isResourcePermission(permission, ROLE_RESOURCE_TYPE);
    if (!isAboutRequests && !isAboutRoles) {
      return ALLOW;
    }
    if (!user) {
      return DENY;
    }
    const claims = user.info.ownershipEntityRefs;
    if (claims.includes(this.platformTeam) && isReading(permission)) {
      return ALLOW;
    }
    return isAboutRequests
      ? aboutRequests(permission, claims)
      : aboutRoles(permission, claims);
  }
}

function isReading(permission: Permission): boolean {
  return [requestReadPermission, roleReadPermission].some(each =>
    isPermission(permission, each),
  );
}

type RequestPermission = Parameters<typeof createRequestConditionalDecision>[0];
type RolePermission = Parameters<typeof createRoleConditionalDecision>[0];

function aboutRequests(
  permission: RequestPermission,
  claims: string[],
): PolicyDecision {
  const { isRequester, isEntityOwner, isApprover } = requestConditions;
  if (isPermission(permission, requestCreatePermission)) {
    return createRequestConditionalDecision(
      permission,
      isEntityOwner({ claims }),
    );
  }
  if (isPermission(permission, requestWithdrawPermission)) {
    return createRequestConditionalDecision(
      permission,
      isRequester({ claims }),
    );
  }
  if (isPermission(permission, requestApprovePermission)) {
    return createRequestConditionalDecision(permission, isApprover({ claims }));
  }
  return createRequestConditionalDecision(permission, {
    anyOf: [
      isRequester({ claims }),
      isEntityOwner({ claims }),
      isApprover({ claims }),
    ],
  });
}

/** Whoever may read a service may see its roles; its owners make them. */
function aboutRoles(
  permission: RolePermission,
  claims: string[],
): PolicyDecision {
  return isPermission(permission, roleReadPermission)
    ? ALLOW
    : createRoleConditionalDecision(
        permission,
        roleConditions.isEntityOwner({ claims }),
      );
}
