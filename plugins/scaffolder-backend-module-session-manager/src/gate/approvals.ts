import { AuthService } from '@backstage/backend-plugin-api';
import {
  isOurs,
  isRoleOfApprovedRequest,
  ROLE_MAKING_STATES,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerService } from 'backstage-plugin-session-manager-node';

/** A role that there is. */
export interface FoundRole {
  accountId: string;
  roleName: string;
  tags: Tags;
}

/** What was approved, as the backend has it. */
export interface Approvals {
  /**
   * Whether the role is there as a request had it that was approved and
   * carried out.
   */
  has(role: FoundRole): Promise<boolean>;
}

const PAGE = 100;

/** Asks the backend as the scaffolder, so that the answer is the same for all. */
export function createApprovals(options: {
  auth: AuthService;
  sessionManager: SessionManagerService;
}): Approvals {
  const { auth, sessionManager } = options;
  return {
    async has(role) {
      if (!isOurs(role.tags)) {
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
