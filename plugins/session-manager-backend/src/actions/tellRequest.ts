import {
  describeChange,
  RequestDetails,
  PreviewPlan,
  requestPath,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/** A request in the words of a list. */
export function tellRequest(request: RoleRequest) {
  const { id, spec, state, rules } = request;
  return {
    id,
    path: requestPath(id),
    roleName: spec.roleName,
    accountId: spec.accountId,
    accountName: request.accountName,
    entityRef: spec.entityRef,
    status: state.status,
    requester: request.requester,
    reason: request.reason,
    createdAt: request.createdAt,
    updatedAt: request.updatedAt,
    ...(state.status === 'pending' && {
      approvers: [...rules.approvers],
      missingApprovals: rules.required - state.approvals.length,
      expiresAt: request.expiresAt,
    }),
    ...('error' in state && { error: state.error }),
    ...('remaining' in state && { remaining: [...state.remaining] }),
  };
}

/** A request with all that one decides by. */
export function tellDetails({
  request,
  history,
  caller,
  review,
}: RequestDetails) {
  const { plan, documents, widerThanLeastPrivilege } = review;
  return {
    ...tellRequest(request),
    spec: request.spec,
    adopt: request.adopt,
    exclusive: request.exclusive,
    changes: tellPlan(plan),
    ...('warnings' in plan && plan.warnings
      ? { warnings: plan.warnings.map(({ text }) => text) }
      : {}),
    permissions: documents.permissions,
    widerThanLeastPrivilege,
    history: history.map(({ at, event, actor, comment }) => ({
      at,
      event,
      by: actor.kind === 'portal' ? 'portal' : actor.ref,
      comment,
    })),
    mayDecide: caller.approve,
  };
}

function tellPlan(plan: PreviewPlan): string[] | string {
  if ('changes' in plan) {
    return plan.changes.map(describeChange);
  }
  return 'taken' in plan
    ? `The name ${plan.taken} is taken by something that you may not see.`
    : plan.fault.message;
}
