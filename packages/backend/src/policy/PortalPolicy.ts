import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { decideByRelation } from 'backstage-plugin-session-manager-backend';
import {
  installationReadPermission,
  requestReadPermission,
  roleConfirmPermission,
  roleCreatePermission,
  roleDeletePermission,
  roleReadPermission,
} from 'backstage-plugin-session-manager-common';

/** Permissions of the platform team, regardless of the owner. */
const PLATFORM_MAY = [
  installationReadPermission,
  requestReadPermission,
  roleConfirmPermission,
  roleCreatePermission,
  roleDeletePermission,
];

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };

/**
 * The permission policy of this portal. A team requests, creates and deletes
 * the roles of its own services, and approvers decide on requests. Users who
 * can read a service can see its roles. The platform team sees all requests,
 * creates and deletes any role, and confirms the owner of a role that an
 * annotation names, because roles without an owner need someone to take them
 * over. It checks the installation. If an account requires approvals, the platform team needs them as well.
 * Everything that is not about Session Manager roles is allowed.
 *
 * That users cannot approve their own requests is enforced by the plugin, not
 * by the policy.
 */
export class PortalPolicy implements PermissionPolicy {
  constructor(private readonly platformTeam: string) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const decision = decideByRelation(permission, claims);
    if (!decision) {
      return ALLOW;
    }
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const isOpen =
      isPermission(permission, roleReadPermission) ||
      (claims.includes(this.platformTeam) &&
        PLATFORM_MAY.some(each => isPermission(permission, each)));
    return isOpen ? ALLOW : decision;
  }
}
