import {
  describeChange,
  RequestDetails,
  PreviewPlan,
  requestPath,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/**
 * A request as in a list.
 *
 * @param waitingFor - who must approve it while it is pending
 */
export function toRequestOutput(
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

/** A request with everything needed to decide on it. */
export function toDetailsOutput({
  request,
  approvers,
  history,
  caller,
  review,
}: RequestDetails) {
  const { plan, documents, widerThanLeastPrivilege } = review;
  return {
    ...toRequestOutput(request, approvers),
    spec: request.spec,
    adopt: request.adopt,
    exclusive: request.exclusive,
    changes: toPlanOutput(plan),
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

function toPlanOutput(plan: PreviewPlan): string[] | string {
  if ('changes' in plan) {
    return plan.changes.map(describeChange);
  }
  return 'taken' in plan
    ? `The name ${plan.taken} is used by a resource that you are not allowed to see.`
    : plan.fault.message;
}
