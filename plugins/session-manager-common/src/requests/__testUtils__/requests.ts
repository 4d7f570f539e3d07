import { resolveRoleSpec } from '../../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../../roleSpec/roleSpec';
import { TransitionRequest } from '../TransitionRequest';
import { RequestEvent, Actor } from '../RequestEvent';
import { requestParts } from '../requestParts';
import { GivenApproval, RequestState } from '../RequestState';

/** A spec that logs to another account's bucket with a key of that account. */
export const spec = specWith({
  s3: {
    bucket: 'their-logs',
    bucketOwner: '444455556666',
    kmsKeyArn: 'arn:aws:kms:us-east-1:444455556666:key/1',
  },
});

export function specWith(parts: Partial<RoleSpec>) {
  return resolveRoleSpec(
    { roleName: 'web', ...parts },
    { accountId: '111122223333', partition: 'aws' },
  );
}

export const [role, bucketPolicy, keyPolicy] = requestParts(spec);

export const NOW = '2026-11-25T12:00:00.000Z';
export const HASH = 'a'.repeat(64);

/** A request of Ada, which two members of the security group must approve. */
export function requestIn(
  state: RequestState,
  changes: Partial<TransitionRequest> = {},
): TransitionRequest {
  return {
    spec,
    specHash: HASH,
    requester: 'user:default/ada',
    rules: {
      approvers: ['group:default/security'],
      required: 2,
      autoApprove: [],
    },
    expiresAt: '2026-11-26T12:00:00.000Z',
    state,
    ...changes,
  };
}

const user = (name: string, isApprover: boolean): Actor => ({
  kind: 'user',
  ref: `user:default/${name}`,
  isApprover,
});

/** All kinds of actors. */
export const actors = {
  requester: user('ada', false),
  'requester who is an approver': user('ada', true),
  'member of the on-call group': {
    kind: 'user',
    ref: 'user:default/omar',
    isApprover: false,
    mayBreakGlass: true,
  },
  approver: user('grace', true),
  'another approver': user('noor', true),
  stranger: user('mei', false),
  scaffolder: { kind: 'service', ref: 'plugin:scaffolder' },
  'user with the scaffolder’s name': {
    kind: 'user',
    ref: 'plugin:scaffolder',
    isApprover: false,
  },
  'another service': { kind: 'service', ref: 'external:ci' },
  portal: { kind: 'portal' },
} satisfies Record<string, Actor>;

export const SOON = '2026-12-02T12:00:00.000Z';

export const byPeople: GivenApproval = {
  kind: 'people',
  at: NOW,
  usableUntil: SOON,
  approvals: [{ by: 'user:default/grace' }, { by: 'user:default/noor' }],
};

export const brokenGlass = {
  kind: 'break-glass',
  at: NOW,
  usableUntil: SOON,
  by: 'user:default/omar',
  reason: 'production is down',
} as const;

export const byRule: GivenApproval = {
  kind: 'rule',
  at: NOW,
  usableUntil: SOON,
  rule: { name: 'own-bucket', version: '1' },
};

const personInput = { specHash: HASH, comment: 'seen' };

/** One event of each type; those about a task are from task 1. */
export const events: { [T in RequestEvent['type']]: RequestEvent } = {
  approve: { type: 'approve', ...personInput },
  reject: { type: 'reject', ...personInput },
  withdraw: { type: 'withdraw', ...personInput },
  retry: { type: 'retry', ...personInput },
  confirm: { type: 'confirm', ...personInput },
  revoke: { type: 'revoke', ...personInput },
  'break-glass': {
    type: 'break-glass',
    ...personInput,
    confirmRoleName: 'web',
  },
  review: { type: 'review', ...personInput },
  'auto-approve': { type: 'auto-approve', rule: { name: 'r', version: '1' } },
  reopen: { type: 'reopen', comment: 'The rule has changed.' },
  expire: { type: 'expire' },
  supersede: { type: 'supersede', successorId: 'newer' },
  start: { type: 'start', taskId: '1' },
  claim: { type: 'claim', taskId: '1' },
  done: {
    type: 'done',
    taskId: '1',
    parts: ['role', 'bucket-policy', 'key-policy'],
  },
  fail: { type: 'fail', taskId: '1', error: 'AccessDenied' },
};
