import { randomUUID } from 'node:crypto';
import {
  requestHash,
  requestParts,
  resolveRoleSpec,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { NewRequest } from '../database/operations/insertRequest';

/** A request by Ada that the security group may approve. */
export function newRequest(
  changes: Omit<Partial<NewRequest>, 'spec'> & { spec?: RoleSpec } = {},
): NewRequest {
  const { spec: wanted, ...others } = changes;
  const spec = resolveRoleSpec(wanted ?? { roleName: 'web' }, {
    accountId: wanted?.accountId ?? '444455556666',
    partition: 'aws',
  });
  const content = { spec, adopt: false, exclusive: false };
  return {
    ...content,
    id: randomUUID(),
    specHash: requestHash(content),
    roleArn: requestParts(spec)[0].resource,
    reason: 'on call',
    requester: 'user:default/ada',
    requesterKind: 'user',
    rules: {
      approvers: ['group:default/security'],
      required: 1,
      autoApprove: [],
    },
    state: { status: 'pending', approvals: [] },
    createdAt: '2026-11-25T12:00:00.000Z',
    updatedAt: '2026-11-25T12:00:00.000Z',
    expiresAt: '2026-12-09T12:00:00.000Z',
    ...others,
  };
}
