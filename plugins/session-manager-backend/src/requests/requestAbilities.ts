import {
  RequestAbilities,
  requestAbilities,
  RequestAbility,
  requestApprovePermission,
  requestBreakGlassPermission,
  requestCreatePermission,
  requestWithdrawPermission,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Caller, deciderOf, actorOf, RuleMembers } from '../people/Callers';
import { RequestAccess } from '../permissions/RequestAccess';
import { DECISION_TYPES, DecisionType } from './RequestService';

/** The reason if the permission policy denies a decision. */
export const NOT_PERMITTED =
  'The permission policy of this portal does not allow this.';

/**
 * The permission that each decision needs. A retry repeats the request or the
 * approval; a revocation is a withdrawal or another decision.
 */
const PERMISSIONS = {
  approve: requestApprovePermission,
  reject: requestApprovePermission,
  confirm: requestApprovePermission,
  retry: requestApprovePermission,
  revoke: requestApprovePermission,
  review: requestApprovePermission,
  'break-glass': requestBreakGlassPermission,
  withdraw: requestWithdrawPermission,
} as const;

const OF_REQUESTER = {
  retry: requestCreatePermission,
  revoke: requestWithdrawPermission,
} as const;

/** The permission that the caller needs for this decision. */
export function permissionFor(
  type: DecisionType,
  request: RoleRequest,
  { ref }: Caller,
) {
  if (ref === request.requester && (type === 'retry' || type === 'revoke')) {
    return OF_REQUESTER[type];
  }
  return PERMISSIONS[type];
}

/** The caller as the actor of this decision. */
export function actorFor(
  type: DecisionType,
  request: RoleRequest,
  caller: Caller,
  today: RuleMembers,
) {
  const forThemselves =
    type === 'withdraw' ||
    type === 'retry' ||
    (type === 'revoke' && caller.ref === request.requester);
  return forThemselves
    ? actorOf(caller, request, today)
    : deciderOf(caller, request, today);
}

/**
 * What the caller may do now, by the permission policy and the state machine.
 */
export async function abilitiesOf(
  access: RequestAccess,
  request: RoleRequest,
  caller: Caller,
  today: RuleMembers,
): Promise<RequestAbilities> {
  const at = new Date().toISOString();
  const ability = async (type: DecisionType): Promise<RequestAbility> => {
    const actor = actorFor(type, request, caller, today);
    const { [type]: byState } = requestAbilities(request, actor, at);
    if (!byState.allowed) {
      return byState;
    }
    const permission = permissionFor(type, request, caller);
    return (await access.allows(permission, request, caller.credentials))
      ? byState
      : { allowed: false, reason: NOT_PERMITTED };
  };
  const abilities = await Promise.all(
    DECISION_TYPES.map(async type => [type, await ability(type)] as const),
  );
  return Object.fromEntries(abilities) as Record<DecisionType, RequestAbility>;
}
