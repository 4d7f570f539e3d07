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
 * A policy for the permissions of this plugin, by what somebody is to the
 * service: its owners ask for roles, see them, make and delete them where no
 * approval is needed, and let them write logs into another account's bucket where
 * that account needs no approval; approvers see requests and decide; nobody else may
 * anything, and nobody may confirm whose a role is that an annotation names: that is
 * for a policy of your own to say. Gives `undefined` for permissions of others.
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
