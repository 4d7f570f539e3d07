import { AuthService } from '@backstage/backend-plugin-api';
import {
  isManagedByPortal,
  isRoleOfApprovedRequest,
  ROLE_MAKING_STATES,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerService } from 'backstage-plugin-session-manager-node';

/** An existing role. */
export interface GuardedRole {
  accountId: string;
  roleName: string;
  tags: Tags;
}

/** Approvals according to the backend. */
export interface Approvals {
  /**
   * Whether the role's current state matches a request that was approved and
   * provisioned.
   */
  has(role: GuardedRole): Promise<boolean>;
}

const PAGE = 100;

/**
 * Calls the backend as the scaffolder, so that the answer does not depend on
 * the user.
 */
export function createApprovals(options: {
  auth: AuthService;
  sessionManager: SessionManagerService;
}): Approvals {
  const { auth, sessionManager } = options;
  return {
    async has(role) {
      if (!isManagedByPortal(role.tags)) {
        return false;
      }
      const credentials = await auth.getOwnServiceCredentials();
      let cursor: string | undefined;
      do {
        const { items, pageInfo } = await sessionManager.listRequests(
          {
            accountId: role.accountId,
            q: role.roleName,
            status: ROLE_MAKING_STATES,
            limit: PAGE,
            cursor,
          },
          { credentials },
        );
        if (
          items.some(request => isRoleOfApprovedRequest(request, role.tags))
        ) {
          return true;
        }
        cursor = pageInfo.nextCursor;
      } while (cursor);
      return false;
    },
  };
}
