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
  requestReadPermission,
  roleConfirmPermission,
  roleCreatePermission,
  roleDeletePermission,
  roleReadPermission,
} from 'backstage-plugin-session-manager-common';

/** What the platform team may, whoever's it is. */
const PLATFORM_MAY = [
  requestReadPermission,
  roleConfirmPermission,
  roleCreatePermission,
  roleDeletePermission,
];

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };

/**
 * Who may do what in this portal: a team asks for, makes and deletes the roles
 * of its own services, and approvers decide. Whoever may read a service may
 * see its roles. The platform team sees all requests, makes and deletes any role,
 * and confirms whose a role is that an annotation names: somebody has to take over
 * those that nobody owns. Where an account
 * wants an approval, they need it as well. What is not about Session Manager
 * roles is allowed to everyone.
 *
 * That nobody approves their own request needs no policy: the plugin sees to it.
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
