import { TransitionRequest } from './TransitionRequest';
import { LaterEventType, Actor, SCAFFOLDER } from './RequestEvent';

/**
 * Returns why an actor is forbidden an event in any state; `undefined` if
 * permitted.
 */
type Who = (request: TransitionRequest, by: Actor) => string | undefined;

const approver: Who = ({ requester: requestedBy, rules }, by) => {
  if (by.kind !== 'user') {
    return 'Only people can decide on a request.';
  }
  if (by.ref === requestedBy) {
    return 'You may not decide about your own request.';
  }
  if (by.isFormerApprover) {
    return 'You were an approver when the request was filed, but you no longer are.';
  }
  return by.isApprover
    ? undefined
    : `You are not an approver of this request. Approvers are: ${rules.approvers.join(', ')}.`;
};

const breaker: Who = ({ rules }, by) => {
  if (by.kind !== 'user') {
    return 'Only people can create a role without an approval.';
  }
  if (by.mayBreakGlass) {
    return undefined;
  }
  return rules.breakGlass?.length
    ? `Only members of ${rules.breakGlass.join(', ')} can create a role without an approval.`
    : 'This account does not allow creating a role without an approval.';
};

/** An approver who did not execute the request without approval. */
const reviewer: Who = (request, by) => {
  const { state } = request;
  const approval = 'approval' in state ? state.approval : undefined;
  return approval?.kind === 'break-glass' && by.ref === approval.by
    ? 'You created the role without an approval, so another approver must review it.'
    : approver(request, by);
};

const requester: Who = (request, by) =>
  isRequester(request, by)
    ? undefined
    : `Only ${request.requester}, who filed the request, may withdraw it.`;

const requesterOrApprover =
  (refusal: string): Who =>
  (request, by) =>
    isRequester(request, by) || by.isApprover ? undefined : refusal;

const portal: Who = (_, by) =>
  by.kind === 'portal' ? undefined : 'Only the portal itself can do this.';

const scaffolder: Who = (_, by) =>
  by.kind === 'service' && by.ref === SCAFFOLDER
    ? undefined
    : 'Only the scaffolder can do this.';

const scaffolderOrPortal: Who = (request, by) =>
  by.kind === 'portal' ? undefined : scaffolder(request, by);

/** The permitted actors of each event, in any state. */
export const WHO_MAY: Readonly<Record<LaterEventType, Who>> = {
  approve: approver,
  reject: approver,
  confirm: approver,
  review: reviewer,
  'break-glass': breaker,
  withdraw: requester,
  retry: requesterOrApprover(
    'Only the requester and the approvers may have it carried out again.',
  ),
  revoke: requesterOrApprover(
    'Only the requester and the approvers may revoke its approval.',
  ),
  'auto-approve': portal,
  reopen: portal,
  expire: portal,
  supersede: portal,
  start: portal,
  claim: scaffolder,
  done: scaffolderOrPortal,
  fail: scaffolderOrPortal,
};

function isRequester({ requester: ref }: TransitionRequest, by: Actor) {
  return by.ref === ref;
}
