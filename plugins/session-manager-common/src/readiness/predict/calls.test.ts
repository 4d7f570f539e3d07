import { PolicyDocument } from '../../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  policy,
  ROLE,
} from '../__testUtils__/sessions';
import { Call, createDecider, leftToAccount } from './calls';
import { SessionRole } from '../model/sessionRole';

const OTHER = '444455556666';
const UPLOAD: Call = {
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::corp-logs/ada.log',
  keys: () => [],
};
const ENCRYPT: Call = {
  action: 'kms:GenerateDataKey',
  resource: BUCKET_KEY,
  keys: () => [],
};

const decided = (role: Partial<SessionRole>, call: Call) =>
  createDecider({ arn: ROLE, policies: [], ...role })(call);
const allowPrincipal = (AWS: string): PolicyDocument =>
  policy(allow('*', '*', { Principal: { AWS } }));
const allowed = { policies: [policy(allow('*'))] };
const nothing = policy();

describe('refusedBy', () => {
  it.each<[string, Partial<SessionRole>, Call, string[]]>([
    ['the role', {}, UPLOAD, ['role']],
    ['the boundary', { ...allowed, boundary: nothing }, UPLOAD, ['boundary']],
    ['both', { boundary: nothing }, UPLOAD, ['role', 'boundary']],
    [
      'only the boundary if the bucket policy allows the role itself',
      { boundary: nothing },
      { ...UPLOAD, resourcePolicy: { document: allowPrincipal(ROLE) } },
      ['boundary'],
    ],
    [
      'the role if the bucket policy delegates to the account',
      {},
      { ...UPLOAD, resourcePolicy: { document: allowPrincipal(ACCOUNT) } },
      ['role'],
    ],
    [
      'the role as well if another account’s bucket policy allows it',
      { boundary: nothing },
      {
        ...UPLOAD,
        resourceAccountId: OTHER,
        resourcePolicy: { document: allowPrincipal(ROLE) },
      },
      ['role', 'boundary'],
    ],
    [
      'the bucket of another account',
      allowed,
      {
        ...UPLOAD,
        resourceAccountId: OTHER,
        resourcePolicy: { document: nothing },
      },
      ['resource'],
    ],
    [
      'the key',
      allowed,
      { ...ENCRYPT, resourcePolicy: { document: nothing } },
      ['resource'],
    ],
    [
      'the role if the key policy delegates to the account',
      {},
      { ...ENCRYPT, resourcePolicy: { document: leftToAccount(ACCOUNT) } },
      ['role'],
    ],
    [
      'the role and the key',
      {},
      { ...ENCRYPT, resourcePolicy: { document: nothing } },
      ['role', 'resource'],
    ],
    [
      'an explicit deny, regardless of other policies',
      {
        policies: [policy({ ...allow('*'), Effect: 'Deny' })],
        boundary: nothing,
      },
      UPLOAD,
      ['deny'],
    ],
  ])('returns %s', (_, role, call, refusedBy) => {
    expect(decided(role, call)).toMatchObject({
      decision: { outcome: 'denied' },
      refusedBy,
    });
  });

  it('is empty if the call is allowed', () => {
    expect(decided(allowed, UPLOAD).refusedBy).toEqual([]);
  });
});

describe('a call that needs no permission', () => {
  const call = { ...UPLOAD, needsNoPermission: true };
  const denial = policy({ ...allow('*'), Effect: 'Deny' });

  it.each<[string, Partial<SessionRole>, string]>([
    ['no policy allows it', {}, 'allowed'],
    ['the boundary does not allow it', { boundary: nothing }, 'allowed'],
    ['the role is denied it', { policies: [denial] }, 'denied'],
    ['the boundary denies it', { boundary: denial }, 'denied'],
    ['the boundary may deny it', { boundary: 'unknown' }, 'unknown'],
  ])('if %s: %s', (_, role, outcome) => {
    expect(decided(role, call).decision.outcome).toBe(outcome);
  });
});
