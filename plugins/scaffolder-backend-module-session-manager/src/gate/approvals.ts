import { AuthService } from '@backstage/backend-plugin-api';
import {
  isOurs,
  RequestStatus,
  RoleRequest,
  SPEC_TAG,
  specHash,
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

/** In these the role may have been made. */
const CARRIED_OUT: readonly RequestStatus[] = [
  'provisioning',
  'provisioned',
  'failed',
];

/** What approves; runs that needed no approval are on record as well. */
const APPROVED: readonly string[] = ['people', 'rule', 'break-glass'];

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
            status: CARRIED_OUT,
            limit: PAGE,
            cursor,
          },
          { credentials },
        );
        if (items.some(request => hasMade(request, role))) {
          return true;
        }
        cursor = pageInfo.nextCursor;
      } while (cursor);
      return false;
    },
  };
}

// The hash is of the account, the name, the path and all the rest.
function hasMade({ spec, state }: RoleRequest, { tags }: FoundRole): boolean {
  const isApproved =
    'approval' in state && APPROVED.includes(state.approval?.kind ?? '');
  const isMade =
    !('remaining' in state) ||
    !state.remaining.some(({ kind }) => kind === 'role');
  return isApproved && isMade && specHash(spec) === tags[SPEC_TAG];
}
