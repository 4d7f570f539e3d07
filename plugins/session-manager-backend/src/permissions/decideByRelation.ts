import {
  AuthorizeResult,
  isPermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  logAccessGrantPermission,
  requestApprovePermission,
  requestBreakGlassPermission,
  requestCreatePermission,
  requestReadPermission,
  requestWithdrawPermission,
  roleCreatePermission,
  roleDeletePermission,
  roleReadPermission,
} from 'backstage-plugin-session-manager-common';
import {
  createLogBucketConditionalDecision,
  logBucketConditions,
} from './logBucketRules';
import {
  createRequestConditionalDecision,
  requestConditions,
} from './requestRules';
import { createRoleConditionalDecision, roleConditions } from './roleRules';

/**
 * A policy for the permissions of this plugin, by the user's relation to the
 * service. Owners can request and see roles, create and delete them if no
 * approval is needed, and let them write logs to another account's bucket if
 * that account needs no approval. Approvers can see requests and decide on them.
 * Everyone else is denied. Nobody can confirm that a role belongs to the service
 * whose annotation names it, or change session preferences, which no service owns:
 * decide that in a policy of your own. Returns
 * `undefined` for permissions of other plugins.
 *
 * @param claims - entity refs of the user and the groups that they are in
 *
 * @public
 */
export function decideByRelation(
  permission: Permission,
  claims: string[],
): PolicyDecision | undefined {
  if (!permission.name.startsWith('session-manager.')) {
    return undefined;
  }
  const { isApprover, isEntityOwner, isRequester } = requestConditions;
  if (isPermission(permission, requestCreatePermission)) {
    return createRequestConditionalDecision(
      permission,
      isEntityOwner({ claims }),
    );
  }
  if (isPermission(permission, requestReadPermission)) {
    return createRequestConditionalDecision(permission, {
      anyOf: [
        isRequester({ claims }),
        isEntityOwner({ claims }),
        isApprover({ claims }),
      ],
    });
  }
  if (isPermission(permission, requestApprovePermission)) {
    return createRequestConditionalDecision(permission, isApprover({ claims }));
  }
  if (isPermission(permission, requestBreakGlassPermission)) {
    return createRequestConditionalDecision(permission, {
      anyOf: [
        isRequester({ claims }),
        isEntityOwner({ claims }),
        isApprover({ claims }),
      ],
    });
  }
  if (isPermission(permission, requestWithdrawPermission)) {
    return createRequestConditionalDecision(
      permission,
      isRequester({ claims }),
    );
  }
  if (
    isPermission(permission, roleReadPermission) ||
    isPermission(permission, roleCreatePermission) ||
    isPermission(permission, roleDeletePermission)
  ) {
    return createRoleConditionalDecision(
      permission,
      roleConditions.isEntityOwner({ claims }),
    );
  }
  if (isPermission(permission, logAccessGrantPermission)) {
    return createLogBucketConditionalDecision(
      permission,
      logBucketConditions.isEntityOwner({ claims }),
    );
  }
  return { result: AuthorizeResult.DENY };
}
