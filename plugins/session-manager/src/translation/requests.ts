import { PLAN_WARNINGS } from 'backstage-plugin-session-manager-common';
import { navigation } from './navigation';

/** The messages of the role requests in English. */
export const requests = {
  title: navigation.requests,
  loading: 'Loading the role requests',
  loadingOne: 'Loading the role request',
  back: 'All role requests',
  view: {
    label: 'Requests to show',
    mine: 'Mine ({{count, number}})',
    'to-approve': 'To approve ({{count, number}})',
    all: 'All ({{count, number}})',
  },
  filter: {
    searchHint: 'Role, service, person or reason',
    status: 'Status',
    anyStatus: 'Any status',
    approval: 'Approval',
    anyApproval: 'Any approval',
  },
  column: {
    role: 'Role',
    account: 'Account',
    status: 'Status',
    requester: 'Requested by',
    createdAt: 'Requested',
    updatedAt: 'Updated',
  },
  status: {
    pending: 'Waiting for approval',
    approved: 'Approved',
    rejected: 'Rejected',
    withdrawn: 'Withdrawn',
    expired: 'Expired',
    revoked: 'Approval revoked',
    superseded: 'Replaced by a newer request',
    provisioning: 'Being created',
    provisioned: 'Created',
    failed: 'Failed',
  },
  approval: {
    people: 'Approved by people',
    rule: 'Approved by a rule',
    byRule: 'Approved by the rule {{rule}}',
    'not-needed': 'No approval needed',
    'break-glass': 'Without an approval (break-glass)',
    reviewOpen: 'Review open',
  },
  empty: {
    mine: 'You have not requested a role.',
    'to-approve': 'No requests are waiting for your approval.',
    all: 'There are no requests that you can view.',
    filtered: 'No requests match the filters.',
  },
  page: {
    count_one: '{{count, number}} request',
    count_other: '{{count, number}} requests',
    unreadable:
      'The record of request {{id}} is damaged, so it cannot be shown or approved. Give a portal administrator this ID.',
  },
  problem: {
    'not-allowed':
      'The request does not exist, or you do not have permission to view it. Ask the person who gave you the link.',
    'signed-out': 'Your sign-in has expired. Sign in again.',
    'portal-failed':
      'The portal could not load the requests. Try again. If the problem persists, give a portal administrator this message: {{detail}}',
    'portal-unreachable':
      'The portal backend could not be reached. Check your connection, then try again. Browser message: {{detail}}',
  },
  one: {
    heading: '{{role}} in {{account}}',
    requestedBy: 'Requested {{ago}} by {{person}}',
    for: 'for {{service}}',
    service: '{{name}} (service)',
    waitingFor_one: '{{count}} more approval needed, from one of: {{people}}.',
    waitingFor_other: '{{count}} more approvals needed, from: {{people}}.',
    expires: 'It expires on {{date}}.',
    remaining: 'Remaining: {{parts}}.',
    breakGlass: '{{person}} created the role without an approval: {{reason}}',
    reviewed: '{{person}} closed the review: {{comment}}',
    usableUntil: 'Its approval can be used until {{date}}.',
    revoked: 'The approval was revoked: {{comment}}',
    successor: 'Open the newer request for this role',
    startError:
      'The task could not be started yet. The portal retries automatically. {{error}}',
    template: 'Filled in by the template {{template}}.',
    templateOwners: 'Its content is the responsibility of {{owners}}.',
    templateIsYours:
      'You own this template, so the values it filled in are your own. Approve only what the requester chose, or leave the decision to another approver.',
    task: 'Task log',
    checked: 'Checked {{ago}}, after the role was created.',
  },
  review: {
    plan: 'What will change',
    warning: PLAN_WARNINGS,
    planNothing: 'No changes. The role already exists as requested.',
    planFault: 'The current state is unknown:',
    adopt: 'Adopts a role that the portal did not create.',
    exclusive: 'Removes policies that others added to the role.',
    wider: 'Broader than needed',
    widerNone:
      'None. The policy allows only what sessions need, on the resources they need.',
    widerIntro: 'These permissions could be narrowed:',
    widerCould:
      '{{action}} is allowed on {{resource}}; {{narrowest}} is sufficient.',
    widerNotNeeded: '{{action}} is allowed on {{resource}} but not needed.',
    after: 'Predicted readiness',
    policy: 'Permissions policy',
    trust: 'Trust policy',
    bucketPolicy:
      'Statements that the bucket owner must add to the bucket policy',
    keyPolicy: 'Statements that the key owner must add to the key policy',
    others: 'Other roles of the service',
    othersNone: 'The service has no other roles.',
    othersUnknown: 'There may be more roles in account {{account}}.',
    history: 'History',
  },
  decided: {
    title: {
      will: 'What was approved',
      did: 'What was done',
      would: 'What was requested',
    },
    seen: {
      approve: 'As approved {{ago}} by {{person}}',
      'auto-approve': 'As approved by a rule {{ago}}',
      'break-glass': 'As created without an approval {{ago}} by {{person}}',
      reject: 'As rejected {{ago}} by {{person}}',
    },
    nothing: 'No changes.',
    readiness: 'Predicted readiness',
    plan: 'Changes in detail',
    leftOut: 'Some parts were too long to be stored with the decision.',
    today: 'Today',
    missing: 'No role has this name.',
    inSync: 'The role is as requested.',
    differs: 'The role differs from what was requested.',
    differences: 'Changes that would restore it',
  },
  decide: {
    title: 'Review',
    approve: 'Approve…',
    reject: 'Reject…',
    withdraw: 'Withdraw…',
    retry: 'Retry',
    confirm: 'Mark as done…',
    revoke: 'Revoke approval…',
    'break-glass': 'Create without approval…',
    review: 'Close review…',
    comment: 'Comment',
    commentOptional: 'Comment (optional)',
    commentNeeded: 'Give a reason. The requester will see it.',
    commentBreakGlass:
      'Explain why it cannot wait. All approvers are notified immediately.',
    commentReview: 'Describe what you found.',
    breakGlassTitle: 'Create the role without an approval',
    breakGlassText:
      'For emergencies only. The role is created immediately. All approvers are notified, and an approver must review it afterwards.',
    breakGlassDo: 'Create without approval',
    confirmRoleName: 'Enter the name of the role to confirm: {{role}}',
    reviewTitle: 'Close the review',
    reviewText:
      'The role was created without an approval. Your review is kept in the history. To undo it, delete the role.',
    reviewDo: 'Close review',
    commentRevoke:
      'Give a reason. The requester and the approvers will see it.',
    commentConfirm: 'State who did it and where it can be verified.',
    cancel: 'Cancel',
    sending: 'Sending…',
    approveTitle: 'Approve the request',
    approveNow: {
      create:
        'Role {{role}} is created in account {{account}} immediately. No further approval is required.',
      change:
        'Role {{role}} in account {{account}} is changed immediately. No further approval is required.',
      other:
        'The request for role {{role}} in account {{account}} is carried out immediately. No further approval is required.',
    },
    approveLater: {
      create_one:
        'Role {{role}} is created in account {{account}} after {{count}} more approval.',
      create_other:
        'Role {{role}} is created in account {{account}} after {{count}} more approvals.',
      change_one:
        'Role {{role}} in account {{account}} is changed after {{count}} more approval.',
      change_other:
        'Role {{role}} in account {{account}} is changed after {{count}} more approvals.',
      other_one:
        'The request for role {{role}} in account {{account}} is carried out after {{count}} more approval.',
      other_other:
        'The request for role {{role}} in account {{account}} is carried out after {{count}} more approvals.',
    },
    approveDo: 'Approve',
    rejectTitle: 'Reject the request',
    rejectDo: 'Reject',
    withdrawTitle: 'Withdraw the request',
    withdrawText:
      'The request can no longer be approved. You can file a new one.',
    withdrawDo: 'Withdraw',
    revokeTitle: 'Revoke the approval',
    revokeText:
      'No further changes are made for this request. To create the role, file a new request.',
    revokeDo: 'Revoke',
    confirmTitle: 'Mark as done',
    confirmText:
      'Confirm that this was done outside the portal, which cannot verify it: {{parts}}.',
    confirmDo: 'Mark as done',
    done: {
      approve: 'You approved the request.',
      reject: 'You rejected the request.',
      withdraw: 'You withdrew the request.',
      retry: 'The task is being retried.',
      confirm: 'You marked it as done.',
      revoke: 'You revoked the approval.',
      'break-glass': 'The role is being created without an approval.',
      review: 'You closed the review.',
    },
    failed: 'The action failed: {{detail}}',
  },
  earlier: {
    title: 'Earlier requests for this role',
    requested: 'Requested {{ago}}',
  },
  again: {
    title: 'Request again',
    text: 'The form opens with what was requested. Submitting it files a new request, which needs its own approval.',
    open: 'Request again…',
  },
  event: {
    file: '{{actor}} requested the role',
    approve: '{{actor}} approved the request',
    'auto-approve':
      '{{actor}} approved the request by the rule {{rule}}, version {{version}}',
    reopen:
      '{{actor}} returned the request to the approvers because the approval by a rule no longer applies',
    reject: '{{actor}} rejected the request',
    withdraw: '{{actor}} withdrew the request',
    revoke: '{{actor}} revoked the approval',
    'break-glass':
      '{{actor}} created the role without an approval (break-glass)',
    review:
      '{{actor}} closed the review of the role created without an approval',
    run: '{{actor}} ran a template; no approval was needed',
    supersede:
      '{{actor}} replaced the request with a newer one for the same role',
    expire:
      '{{actor}} closed the request as expired: no decision was made in time',
    expireUnused:
      '{{actor}} closed the request as expired: the approval was not used in time',
    start: '{{actor}} started a task',
    claim: '{{actor}} started making the changes',
    done: '{{actor}} completed: {{parts}}',
    doneUnchanged:
      '{{actor}} completed: {{parts}}; no changes needed: {{unchanged}}',
    unchanged: '{{actor}} found no changes needed: {{unchanged}}',
    check: '{{actor}} checked the role: {{state}}. {{sentence}}',
    confirm: '{{actor}} marked as done: {{parts}}',
    fail: '{{actor}} could not finish: {{error}}',
    retry: '{{actor}} requested a retry',
    portal: 'The portal',
  },
  part: {
    role: 'the role',
    'bucket-policy': 'the policy of the bucket',
    'key-policy': 'the policy of the key',
    of: '{{part}} {{resource}} in account {{account}}',
  },
} as const;
