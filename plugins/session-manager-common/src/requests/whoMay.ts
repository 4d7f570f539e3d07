import { MovableRequest } from './MovableRequest';
import { LaterEventType, Actor, SCAFFOLDER } from './RequestEvent';

/** Why somebody may not, whatever the state; `undefined` where they may. */
type Who = (request: MovableRequest, by: Actor) => string | undefined;

const approver: Who = ({ requester: asked, rules }, by) => {
  if (by.kind !== 'user') {
    return 'Deciding about a request is for people.';
  }
  if (by.ref === asked) {
    return 'You may not decide about your own request.';
  }
  if (by.isFormerApprover) {
    return 'You were an approver when the request was filed, and are none any more.';
  }
  return by.isApprover
    ? undefined
    : `You are not an approver of this request. Approvers are: ${rules.approvers.join(', ')}.`;
};

const breaker: Who = ({ rules }, by) => {
  if (by.kind !== 'user') {
    return 'Doing without an approval is for people.';
  }
  if (by.mayBreakGlass) {
    return undefined;
  }
  return rules.breakGlass?.length
    ? `Only members of ${rules.breakGlass.join(', ')} may do without an approval.`
    : 'Nobody may do without an approval in this account.';
};

/** An approver who has not had it carried out themselves. */
const reviewer: Who = (request, by) => {
  const { state } = request;
  const approval = 'approval' in state ? state.approval : undefined;
  return approval?.kind === 'break-glass' && by.ref === approval.by
    ? 'You had it carried out without an approval: another approver has to review it.'
    : approver(request, by);
};

const requester: Who = (request, by) =>
  isRequester(request, by)
    ? undefined
    : `Only ${request.requester}, who filed the request, may withdraw it.`;

const requesterOrApprover =
  (what: string): Who =>
  (request, by) =>
    isRequester(request, by) || by.isApprover
      ? undefined
      : `Only the requester and the approvers may ${what}.`;

const portal: Who = (_, by) =>
  by.kind === 'portal' ? undefined : 'This is for the portal itself.';

const scaffolder: Who = (_, by) =>
  by.kind === 'service' && by.ref === SCAFFOLDER
    ? undefined
    : 'This is for the scaffolder.';

const scaffolderOrPortal: Who = (request, by) =>
  by.kind === 'portal' ? undefined : scaffolder(request, by);

/** Who may do what, whatever the state. */
export const WHO_MAY: Readonly<Record<LaterEventType, Who>> = {
  approve: approver,
  reject: approver,
  confirm: approver,
  review: reviewer,
  'break-glass': breaker,
  withdraw: requester,
  retry: requesterOrApprover('have it carried out again'),
  revoke: requesterOrApprover('revoke its approval'),
  'auto-approve': portal,
  reopen: portal,
  expire: portal,
  supersede: portal,
  start: portal,
  claim: scaffolder,
  done: scaffolderOrPortal,
  fail: scaffolderOrPortal,
};

function isRequester({ requester: ref }: MovableRequest, by: Actor) {
  return by.ref === ref;
}
