import {
  documents,
  EMPTY_SNAPSHOT,
  plan,
  requestHash,
  RequestDetails,
  RequestHistoryEntry,
  RequestState,
  resolveRoleSpec,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

const spec = resolveRoleSpec(
  {
    roleName: 'payments-session-role',
    entityRef: 'component:default/payments',
    s3: { bucket: 'corp-logs' },
  },
  { accountId: '444455556666', partition: 'aws' },
);
const content = { spec, adopt: false, exclusive: false };
const NO = { allowed: false, reason: 'You may not approve your own request.' };

/** A request, pending by default. */
export function roleRequest(
  state: RequestState = { status: 'pending', approvals: [] },
  more: Partial<RoleRequest> = {},
): RoleRequest {
  return {
    ...content,
    id: '0b7f9d9e-6f0c-4d3a-9a53-6a1f4a2b7c11',
    specHash: requestHash(content),
    roleArn: 'arn:aws:iam::444455556666:role/payments-session-role',
    accountName: 'production',
    reason: 'on-call needs shells for the migration',
    requester: 'user:default/ada',
    rules: {
      approvers: ['group:default/cloud-security'],
      required: 1,
      autoApprove: [],
    },
    state,
    createdAt: new Date(Date.now() - 2 * 3_600_000).toISOString(),
    updatedAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    ...more,
  };
}

/** An entry of a history. */
export function entry(
  event: RequestHistoryEntry['event'],
  more: Partial<RequestHistoryEntry> = {},
): RequestHistoryEntry {
  return {
    id: event,
    at: new Date().toISOString(),
    event,
    actor: { kind: 'user', ref: 'user:default/ada' },
    to: 'pending',
    specHash: requestHash(content),
    ...more,
  };
}

/** The details of a request for a caller without permissions. */
export function requestDetails(
  more: Partial<RequestDetails> = {},
): RequestDetails {
  return {
    request: roleRequest(),
    history: [entry('file', { comment: 'on-call needs shells' })],
    approvers: { missing: 1, refs: ['group:default/cloud-security'] },
    caller: {
      approve: NO,
      reject: NO,
      withdraw: NO,
      retry: NO,
      confirm: NO,
      revoke: NO,
      'break-glass': NO,
      review: NO,
    } as RequestDetails['caller'],
    review: {
      documents: documents(spec),
      plan: { changes: plan(spec, EMPTY_SNAPSHOT) },
      widerThanLeastPrivilege: [
        {
          action: 's3:GetEncryptionConfiguration',
          resource: '*',
          narrowest: ['arn:aws:s3:::corp-logs'],
        },
      ],
      otherRoles: { roles: [] },
    },
    decisions: [],
    earlier: [],
    ...more,
  };
}
