import { PolicyDocument } from '../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  BUCKET_KEY,
  policy,
  ROLE,
} from './__testUtils__/sessions';
import { Call, deciderOf, leftToAccount } from './calls';
import { SessionRole } from './sessionRole';

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
  deciderOf({ arn: ROLE, policies: [], ...role })(call);
const lets = (AWS: string): PolicyDocument =>
  policy(allow('*', '*', { Principal: { AWS } }));
const able = { policies: [policy(allow('*'))] };
const nothing = policy();

describe('whose policy refuses a call', () => {
  it.each<[string, Partial<SessionRole>, Call, string[]]>([
    ['the role’s', {}, UPLOAD, ['role']],
    ['the boundary’s', { ...able, boundary: nothing }, UPLOAD, ['boundary']],
    ['both of them', { boundary: nothing }, UPLOAD, ['role', 'boundary']],
    [
      'only the boundary’s, where the bucket lets the role itself in',
      { boundary: nothing },
      { ...UPLOAD, resourcePolicy: { document: lets(ROLE) } },
      ['boundary'],
    ],
    [
      'the role’s, where the bucket leaves it to the account',
      {},
      { ...UPLOAD, resourcePolicy: { document: lets(ACCOUNT) } },
      ['role'],
    ],
    [
      'the role’s as well, where another account’s bucket lets it in',
      { boundary: nothing },
      {
        ...UPLOAD,
        resourceAccountId: OTHER,
        resourcePolicy: { document: lets(ROLE) },
      },
      ['role', 'boundary'],
    ],
    [
      'the bucket’s of another account',
      able,
      {
        ...UPLOAD,
        resourceAccountId: OTHER,
        resourcePolicy: { document: nothing },
      },
      ['resource'],
    ],
    [
      'the key’s',
      able,
      { ...ENCRYPT, resourcePolicy: { document: nothing } },
      ['resource'],
    ],
    [
      'the role’s, where the key leaves it to the account',
      {},
      { ...ENCRYPT, resourcePolicy: { document: leftToAccount(ACCOUNT) } },
      ['role'],
    ],
    [
      'the role’s and the key’s',
      {},
      { ...ENCRYPT, resourcePolicy: { document: nothing } },
      ['role', 'resource'],
    ],
    [
      'one that denies, whatever the others say',
      {
        policies: [policy({ ...allow('*'), Effect: 'Deny' })],
        boundary: nothing,
      },
      UPLOAD,
      ['deny'],
    ],
  ])('is %s', (_, role, call, refusedBy) => {
    expect(decided(role, call)).toMatchObject({
      decision: { outcome: 'denied' },
      refusedBy,
    });
  });

  it('is nobody’s where the call is allowed', () => {
    expect(decided(able, UPLOAD).refusedBy).toEqual([]);
  });
});

describe('a call that needs no permission', () => {
  const call = { ...UPLOAD, needsNoPermission: true };
  const denial = policy({ ...allow('*'), Effect: 'Deny' });

  it.each<[string, Partial<SessionRole>, string]>([
    ['nothing allows', {}, 'allowed'],
    ['a boundary does not allow', { boundary: nothing }, 'allowed'],
    ['the role is denied', { policies: [denial] }, 'denied'],
    ['a boundary denies', { boundary: denial }, 'denied'],
    ['a boundary may deny', { boundary: 'unknown' }, 'unknown'],
  ])('that %s', (_, role, outcome) => {
    expect(decided(role, call).decision.outcome).toBe(outcome);
  });
});
