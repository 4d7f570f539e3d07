import { roleTags } from '../roleSpec/ownershipTags';
import { isRoleOfApprovedRequest } from './isRoleOfApprovedRequest';
import { RequestState } from './RequestState';
import { RoleRequest } from './RoleRequest';
import {
  brokenGlass,
  bucketPolicy,
  byPeople,
  byRule,
  NOW,
  requestIn,
  role,
  SOON,
  spec,
  specWith,
} from './__testUtils__/requests';

const requested = (state: RequestState) => requestIn(state) as RoleRequest;
const tags = roleTags(spec);
const approval = byPeople;
const error = 'e';

const provisioned: RequestState = { status: 'provisioned', approval };

describe('isRoleOfApprovedRequest', () => {
  it.each<[string, RequestState]>([
    ['people approved it and a task created the role', provisioned],
    ['a rule approved it', { status: 'provisioned', approval: byRule }],
    [
      'it was executed without approval, in an emergency',
      { status: 'provisioned', approval: brokenGlass },
    ],
    [
      'the role is created and the bucket’s owner has a part to do',
      { status: 'provisioning', approval, remaining: [bucketPolicy] },
    ],
    [
      'the role is created, though a later step failed',
      { status: 'failed', approval, error, remaining: [bucketPolicy] },
    ],
  ])('is true if %s', (_, state) => {
    expect(isRoleOfApprovedRequest(requested(state), tags)).toBe(true);
  });

  it.each<[string, RequestState]>([
    ['is approved and not executed yet', { status: 'approved', approval }],
    [
      'is being executed',
      { status: 'provisioning', approval, remaining: [role, bucketPolicy] },
    ],
    [
      'failed before the role was created',
      { status: 'failed', approval, error, remaining: [bucketPolicy, role] },
    ],
    ['is not approved', { status: 'pending', approvals: [] }],
    ['expired without approval', { status: 'expired', approval: undefined }],
    ['expired with an unused approval', { status: 'expired', approval }],
    [
      'was revoked',
      { status: 'revoked', by: 'user:default/ada', comment: 'no', approval },
    ],
    [
      'was superseded',
      { status: 'superseded', successorId: 'newer', approval },
    ],
    [
      'needed no approval',
      {
        status: 'provisioned',
        approval: { kind: 'not-needed', at: NOW, usableUntil: SOON },
      },
    ],
  ])('is false for a request that %s', (_, state) => {
    expect(isRoleOfApprovedRequest(requested(state), tags)).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    [
      'was created from another spec since',
      roleTags(specWith({ path: '/x/' })),
    ],
    ['another tool manages', roleTags(spec, 'terraform')],
    ['has no tags', {}],
  ])('is false for a role that %s', (_, others) => {
    expect(isRoleOfApprovedRequest(requested(provisioned), others)).toBe(false);
  });
});
