import { roleTags } from '../roleSpec/ownershipTags';
import { isRoleOfApprovedRequest } from './madeRole';
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

const made: RequestState = { status: 'provisioned', approval };

describe('a role of an approved request', () => {
  it.each<[string, RequestState]>([
    ['people approved and a task made', made],
    ['a rule approved', { status: 'provisioned', approval: byRule }],
    [
      'was made without an approval, in an emergency',
      { status: 'provisioned', approval: brokenGlass },
    ],
    [
      'is made, while the owner of the bucket has something to do',
      { status: 'provisioning', approval, remaining: [bucketPolicy] },
    ],
    [
      'is made, though what came after it failed',
      { status: 'failed', approval, error, remaining: [bucketPolicy] },
    ],
  ])('is one that %s', (_, state) => {
    expect(isRoleOfApprovedRequest(requested(state), tags)).toBe(true);
  });

  it.each<[string, RequestState]>([
    [
      'is approved and nobody has begun to make',
      { status: 'approved', approval },
    ],
    [
      'is being made',
      { status: 'provisioning', approval, remaining: [role, bucketPolicy] },
    ],
    [
      'failed to be made',
      { status: 'failed', approval, error, remaining: [bucketPolicy, role] },
    ],
    ['nobody has approved', { status: 'pending', approvals: [] }],
    ['has expired unapproved', { status: 'expired', approval: undefined }],
    ['has expired unused', { status: 'expired', approval }],
    [
      'was revoked',
      { status: 'revoked', by: 'user:default/ada', comment: 'no', approval },
    ],
    [
      'a newer request has replaced',
      { status: 'superseded', successorId: 'newer', approval },
    ],
    [
      'needed no approval',
      {
        status: 'provisioned',
        approval: { kind: 'not-needed', at: NOW, usableUntil: SOON },
      },
    ],
  ])('is none that %s', (_, state) => {
    expect(isRoleOfApprovedRequest(requested(state), tags)).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['was made from another spec since', roleTags(specWith({ path: '/x/' }))],
    ['another tool keeps', roleTags(spec, 'terraform')],
    ['has no tags', {}],
  ])('is none that %s', (_, others) => {
    expect(isRoleOfApprovedRequest(requested(made), others)).toBe(false);
  });
});
