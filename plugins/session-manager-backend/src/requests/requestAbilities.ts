import {
  RequestAbilities,
  requestAbilities,
  RequestAbility,
  requestApprovePermission,
  requestCreatePermission,
  requestWithdrawPermission,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Caller, deciderOf, moverOf } from '../people/Callers';
import { RequestAccess } from '../permissions/RequestAccess';
import { DecisionType } from './RequestService';

/**
 * The permission that each decision needs. To try again is to ask again, or to
 * approve again.
 */
const PERMISSIONS = {
  approve: requestApprovePermission,
  reject: requestApprovePermission,
  confirm: requestApprovePermission,
  withdraw: requestWithdrawPermission,
} as const;

/** The permission that this decision of this caller needs. */
export function permissionFor(
  type: DecisionType,
  request: RoleRequest,
  { ref }: Caller,
) {
  if (type !== 'retry') {
    return PERMISSIONS[type];
  }
  return ref === request.requester
    ? requestCreatePermission
    : requestApprovePermission;
}

/** The caller as the one who makes this decision. */
export function moverFor(
  type: DecisionType,
  request: RoleRequest,
  caller: Caller,
) {
  return type === 'withdraw' || type === 'retry'
    ? moverOf(caller, request)
    : deciderOf(caller, request);
}

/** What the caller may do now, by the policy and by the state machine. */
export async function abilitiesOf(
  access: RequestAccess,
  request: RoleRequest,
  caller: Caller,
): Promise<RequestAbilities> {
  const at = new Date().toISOString();
  const ability = async (type: DecisionType): Promise<RequestAbility> => {
    const mover = moverFor(type, request, caller);
    const { [type]: byState } = requestAbilities(request, mover, at);
    if (!byState.allowed) {
      return byState;
    }
    const permission = permissionFor(type, request, caller);
    return (await access.allows(permission, request, caller.credentials))
      ? byState
      : { allowed: false, reason: NOT_PERMITTED };
  };
  const [approve, reject, withdraw, retry, confirm] = await Promise.all(
    (['approve', 'reject', 'withdraw', 'retry', 'confirm'] as const).map(
      ability,
    ),
  );
  return { approve, reject, withdraw, retry, confirm };
}

/** What the portal's policy refuses, as a sentence. */
export const NOT_PERMITTED = 'The rules of this portal do not let you.';
