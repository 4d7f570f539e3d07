import {
  describeChange,
  RequestDetails,
  PreviewPlan,
  requestPath,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/**
 * A request in the words of a list.
 *
 * @param waitingFor - whom it waits for, while it is pending
 */
export function tellRequest(
  request: RoleRequest,
  waitingFor: RequestDetails['approvers'],
) {
  const { id, spec, state } = request;
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
      approvers: waitingFor.refs,
      missingApprovals: waitingFor.missing,
      expiresAt: request.expiresAt,
    }),
    ...('error' in state && { error: state.error }),
    ...('remaining' in state && { remaining: [...state.remaining] }),
  };
}

/** A request with all that one decides by. */
export function tellDetails({
  request,
  approvers,
  history,
  caller,
  review,
}: RequestDetails) {
  const { plan, documents, widerThanLeastPrivilege } = review;
  return {
    ...tellRequest(request, approvers),
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
