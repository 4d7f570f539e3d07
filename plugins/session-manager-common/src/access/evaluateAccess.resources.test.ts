import { PolicyPrincipal, PolicyStatement } from '../policy/PolicyDocument';
import { allow, deny, policy } from './__testUtils__/policies';
import {
  ACCOUNT,
  aws,
  decided,
  FOREIGN_PUT,
  OTHER,
  PUT,
  put,
  ROLE,
  ROOT,
  SESSION,
  Row,
} from './__testUtils__/rules';
import { AccessRequest } from './AccessRequest';
import { evaluateAccess } from './evaluateAccess';

const DECRYPT: AccessRequest = {
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
  principalArn: ROLE,
};

function check(rows: Row[]) {
  it.each(rows)('%s', (_, request, policies, expected) => {
    expect(decided(request, policies)).toBe(expected);
  });
}

describe('a permissions boundary', () => {
  const identity = [policy(put)];
  const resource = (principal: object, more = {}) =>
    policy(allow('s3:*', { ...principal, ...more }));
  const silent = policy(allow('ec2:*'));
  check([
    [
      'must allow as well as the role’s policies',
      PUT,
      { identity, boundary: silent },
      'denied',
    ],
    ['allows nothing by itself', PUT, { boundary: policy(put) }, 'denied'],
    [
      'allows together with the role’s policies',
      PUT,
      { identity, boundary: policy(put) },
      'allowed',
    ],
    [
      'denies',
      PUT,
      { identity, boundary: policy(allow('*'), deny('s3:*')) },
      'denied',
    ],
    [
      'that could not be read',
      PUT,
      { identity, boundary: 'unknown' },
      'unknown',
    ],
    [
      'that could not be read does not allow anything by itself',
      PUT,
      { boundary: 'unknown' },
      'denied',
    ],
    [
      'limits what a bucket policy allows the role',
      PUT,
      { boundary: silent, resource: resource(aws(ROLE)) },
      'denied',
    ],
    [
      'does not limit what a bucket policy allows a session',
      PUT,
      { boundary: silent, resource: resource(aws(SESSION)) },
      'unknown',
    ],
    [
      'does not limit what is allowed by aws:PrincipalArn',
      PUT,
      {
        boundary: silent,
        resource: resource(
          { Principal: '*' },
          { Condition: { ArnEquals: { 'aws:principalarn': ROLE } } },
        ),
      },
      'allowed',
    ],
    ...(
      [
        ['StringEquals', ROLE, 'allowed'],
        ['StringLike', ROLE, 'allowed'],
        ['ArnLike', ROLE, 'allowed'],
        ['ForAnyValue:ArnLike', ROLE, 'allowed'],
        ['StringNotEquals', `${ROLE}2`, 'unknown'],
        ['StringNotLike', `${ROLE}2`, 'unknown'],
        ['ArnNotEquals', `${ROLE}2`, 'unknown'],
        ['ArnNotLike', `${ROLE}2`, 'unknown'],
        ['ArnEqualsIfExists', ROLE, 'unknown'],
        ['StringEqualsIfExists', ROLE, 'unknown'],
        ['ForAllValues:StringLike', ROLE, 'unknown'],
        ['Null', 'false', 'unknown'],
      ] as const
    ).map(([operator, value, expected]): Row => [
      `with a grant by aws:PrincipalArn with ${operator}`,
      PUT,
      {
        boundary: silent,
        resource: resource(
          { Principal: '*' },
          { Condition: { [operator]: { 'aws:PrincipalArn': value } } },
        ),
      },
      expected,
    ]),
    [
      'limits what a bucket policy allows the role, regardless of other conditions',
      PUT,
      {
        boundary: silent,
        resource: resource(aws(ROLE), {
          Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } },
        }),
      },
      'denied',
    ],
    [
      'limits what a bucket policy delegates to the account, regardless of conditions on the role',
      PUT,
      {
        identity,
        boundary: silent,
        resource: resource(aws(ACCOUNT), {
          Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } },
        }),
      },
      'denied',
    ],
    [
      'with a grant to everyone by another key is not documented',
      PUT,
      {
        boundary: silent,
        resource: resource(
          { Principal: '*' },
          { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } },
        ),
      },
      'unknown',
    ],
    [
      'with a bucket policy that allows everyone is not documented',
      PUT,
      { boundary: silent, resource: resource({ Principal: '*' }) },
      'unknown',
    ],
    [
      'limits access between accounts',
      FOREIGN_PUT,
      { identity, boundary: silent, resource: resource(aws(ROLE)) },
      'denied',
    ],
    [
      'does not change a deny statement for another role',
      PUT,
      {
        identity,
        boundary: policy(put),
        resource: policy(deny('*', aws(`${ROLE}2`))),
      },
      'allowed',
    ],
    [
      'does not change NotPrincipal with Allow',
      PUT,
      {
        boundary: policy(put),
        resource: policy(allow('*', { NotPrincipal: { AWS: [ROLE, ROOT] } })),
      },
      'unknown',
    ],
    [
      'that could not be read makes NotPrincipal with Deny unknown',
      PUT,
      {
        identity,
        boundary: 'unknown',
        resource: policy(deny('*', { NotPrincipal: { AWS: [ROLE, ROOT] } })),
      },
      'denied',
    ],
    [
      'makes NotPrincipal with Deny deny everyone',
      PUT,
      {
        identity,
        boundary: policy(put),
        resource: policy(deny('*', { NotPrincipal: { AWS: [ROLE, ROOT] } })),
      },
      'denied',
    ],
  ]);
});

describe('a bucket policy', () => {
  const identity = [policy(put)];
  const grants = (principal: object) => ({
    resource: policy(allow('s3:*', principal)),
  });
  const denies = (principal: object, more = {}) => ({
    identity,
    resource: policy(deny('s3:*', { ...principal, ...more })),
  });
  check([
    ['allows a role of its account', PUT, grants(aws(ROLE)), 'allowed'],
    ['allows everyone', PUT, grants({ Principal: '*' }), 'allowed'],
    ['allows everyone, as a list', PUT, grants(aws(['*'])), 'allowed'],
    ['delegates to the account', PUT, grants(aws(ROOT)), 'denied'],
    ['delegates to the account’s number', PUT, grants(aws(ACCOUNT)), 'denied'],
    ['allows another role', PUT, grants(aws(`${ROLE}2`)), 'denied'],
    [
      'does not support wildcards in a principal',
      PUT,
      grants(aws(`${ROLE}*`)),
      'denied',
    ],
    ['allows a deleted role', PUT, grants(aws('AROA1')), 'denied'],
    [
      'allows neither account nor session if the caller’s ARN is invalid',
      {
        action: PUT.action,
        resource: PUT.resource,
        principalArn: 'web',
        resourceAccountId: ACCOUNT,
      },
      { identity, ...grants(aws([ROOT, SESSION])) },
      'denied',
    ],
    ['allows a session of the role', PUT, grants(aws(SESSION)), 'unknown'],
    [
      'allows a service',
      PUT,
      grants({ Principal: { Service: 'ec2.amazonaws.com' } }),
      'denied',
    ],
    ['allows no principal', PUT, grants({}), 'denied'],
    [
      'allows all except another role',
      PUT,
      grants({ NotPrincipal: { AWS: `${ROLE}2` } }),
      'allowed',
    ],
    [
      'allows all except everyone',
      PUT,
      grants({ NotPrincipal: '*' }),
      'denied',
    ],
    ['denies the role', PUT, denies(aws(ROLE)), 'denied'],
    ['denies the account', PUT, denies(aws(ACCOUNT)), 'denied'],
    ['denies everyone', PUT, denies({ Principal: '*' }), 'denied'],
    ['denies a session of the role', PUT, denies(aws(SESSION)), 'unknown'],
    [
      'denies a canonical user, which may be its account',
      PUT,
      denies({ Principal: { CanonicalUser: '79a59d' } }),
      'unknown',
    ],
    [
      'allows a canonical user, which delegates to the account',
      PUT,
      grants({ Principal: { CanonicalUser: '79a59d' } }),
      'denied',
    ],
    [
      'of another account allows a canonical user',
      FOREIGN_PUT,
      { identity, ...grants({ Principal: { CanonicalUser: '79a59d' } }) },
      'unknown',
    ],
    [
      'denies all except a canonical user',
      PUT,
      denies({ NotPrincipal: { CanonicalUser: '79a59d' } }),
      'unknown',
    ],
    ['denies no principal', PUT, denies({ NotPrincipal: '*' }), 'allowed'],
    [
      'denies all except a session of the role',
      PUT,
      denies({ NotPrincipal: { AWS: SESSION } }),
      'unknown',
    ],
    [
      'denies the session of another role with the same name',
      PUT,
      denies(aws(`arn:aws:sts::${OTHER}:assumed-role/web/i-1`)),
      'allowed',
    ],
    ['denies another account', PUT, denies(aws(OTHER)), 'allowed'],
    [
      'denies all except another role',
      PUT,
      denies({ NotPrincipal: { AWS: OTHER } }),
      'denied',
    ],
    [
      'denies all except the role, which may not include its session',
      PUT,
      denies({ NotPrincipal: { AWS: [ROLE, ROOT] } }),
      'unknown',
    ],
    [
      'denies without encryption headers',
      { ...PUT, absentKeys: ['s3:x-amz-server-side-encryption'] },
      denies(
        { Principal: '*' },
        { Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } } },
      ),
      'denied',
    ],
    [
      'denies another encryption',
      { ...PUT, context: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      denies(
        { Principal: '*' },
        {
          Condition: {
            StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
          },
        },
      ),
      'allowed',
    ],
    [
      'denies outside an organization',
      PUT,
      denies(
        { Principal: '*' },
        { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
      ),
      'unknown',
    ],
    [
      'of another account must allow as well',
      FOREIGN_PUT,
      { identity },
      'denied',
    ],
    [
      'of another account does not allow by itself',
      FOREIGN_PUT,
      grants(aws(ROLE)),
      'denied',
    ],
    [
      'of another account allows together with the role’s policies',
      FOREIGN_PUT,
      { identity, ...grants(aws(ROLE)) },
      'allowed',
    ],
    [
      'of another account allows the entire account',
      FOREIGN_PUT,
      { identity, ...grants(aws(ACCOUNT)) },
      'allowed',
    ],
    [
      'that could not be read is unknown',
      PUT,
      { identity, resource: 'unknown' },
      'unknown',
    ],
    [
      'that could not be read may allow',
      PUT,
      { resource: 'unknown' },
      'unknown',
    ],
    [
      'of another account allows nothing to a role without the permission',
      FOREIGN_PUT,
      { resource: 'unknown' },
      'denied',
    ],
  ]);
});

describe('a key policy', () => {
  const identity = [policy(allow('kms:*'))];
  const key = (principal: object) => ({
    resource: policy(allow('kms:*', principal)),
  });
  const foreign = { ...DECRYPT, resourceAccountId: OTHER };
  check([
    [
      'delegates to its account',
      DECRYPT,
      { identity, ...key(aws(ROOT)) },
      'allowed',
    ],
    [
      'delegates to a role without the permission',
      DECRYPT,
      key(aws(ROOT)),
      'denied',
    ],
    ['allows the role by itself', DECRYPT, key(aws(ROLE)), 'allowed'],
    [
      'allows neither the role nor its account',
      DECRYPT,
      { identity, ...key(aws(`arn:aws:iam::${ACCOUNT}:role/admin`)) },
      'denied',
    ],
    [
      'that is missing is unknown, because every key has one',
      DECRYPT,
      { identity },
      'unknown',
    ],
    ['that is missing may allow the role', DECRYPT, {}, 'unknown'],
    [
      'that is missing does not allow what is denied',
      DECRYPT,
      { identity: [...identity, policy(deny('*'))] },
      'denied',
    ],
    [
      'of another account that is missing is unknown',
      foreign,
      { identity },
      'unknown',
    ],
    [
      'of another account that is missing allows nothing to a role without the permission',
      foreign,
      {},
      'denied',
    ],
    [
      'of another account, derived from the key ARN',
      { ...DECRYPT, resource: DECRYPT.resource.replace(ACCOUNT, OTHER) },
      key(aws(ROLE)),
      'denied',
    ],
    [
      'of another account, derived from the key ARN, together with the role’s policies',
      { ...DECRYPT, resource: DECRYPT.resource.replace(ACCOUNT, OTHER) },
      { identity, ...key(aws(ROLE)) },
      'allowed',
    ],
    [
      'of a key that is named by id is unknown too',
      { ...DECRYPT, resource: '1234abcd-12ab-34cd-56ef-1234567890ab' },
      { identity },
      'unknown',
    ],
    [
      'does not exist for an alias',
      {
        ...DECRYPT,
        action: 'kms:UpdateAlias',
        resource: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/a`,
      },
      { identity },
      'allowed',
    ],
    [
      'does not exist for a call without a specific key',
      { ...DECRYPT, action: 'kms:ListKeys', resource: '*' },
      { identity },
      'allowed',
    ],
    [
      'of another account requires the role’s policy too',
      foreign,
      key(aws(ROLE)),
      'denied',
    ],
    [
      'of another account allows the role’s account',
      foreign,
      { identity, ...key(aws(ACCOUNT)) },
      'allowed',
    ],
    [
      'of another account delegates to its own account only',
      foreign,
      { identity, ...key(aws(OTHER)) },
      'denied',
    ],
  ]);
});

describe('a service as the caller', () => {
  const EC2 = {
    action: 'sts:AssumeRole',
    resource: ROLE,
    principalService: 'ec2.amazonaws.com',
  };
  const trust = (...statements: PolicyStatement[]) => ({
    resource: policy(...statements),
  });
  const allowAssume = (
    Principal: PolicyPrincipal,
    more = {},
  ): PolicyStatement => ({
    Effect: 'Allow',
    Principal,
    Action: 'sts:AssumeRole',
    ...more,
  });
  const ec2 = { Service: 'ec2.amazonaws.com' };
  const from = (account: string) => ({
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  });
  check([
    ['is allowed by a trust policy', EC2, trust(allowAssume(ec2)), 'allowed'],
    [
      'is one of several principals',
      EC2,
      trust(
        allowAssume({ Service: ['ssm.amazonaws.com', 'ec2.amazonaws.com'] }),
      ),
      'allowed',
    ],
    [
      'is not named',
      EC2,
      trust(allowAssume({ Service: 'ecs-tasks.amazonaws.com' })),
      'denied',
    ],
    [
      'is not matched by an account',
      EC2,
      trust(allowAssume({ AWS: ACCOUNT })),
      'denied',
    ],
    ['is matched by everyone', EC2, trust(allowAssume('*')), 'allowed'],
    [
      'may be matched by every identity',
      EC2,
      trust(allowAssume({ AWS: '*' })),
      'unknown',
    ],
    [
      'may be matched by every service',
      EC2,
      trust(allowAssume({ Service: '*' })),
      'unknown',
    ],
    ['is unknown without the trust policy', EC2, {}, 'unknown'],
    [
      'is unknown with an unread trust policy',
      EC2,
      { resource: 'unknown' },
      'unknown',
    ],
    [
      'is denied',
      EC2,
      trust(allowAssume(ec2), { ...allowAssume(ec2), Effect: 'Deny' }),
      'denied',
    ],
    [
      'may be denied',
      EC2,
      trust(allowAssume(ec2), { ...allowAssume({ AWS: '*' }), Effect: 'Deny' }),
      'unknown',
    ],
    [
      'is not affected by NotPrincipal with others',
      EC2,
      trust(allowAssume(ec2), {
        Effect: 'Deny',
        NotPrincipal: ec2,
        Action: 'sts:AssumeRole',
      }),
      'allowed',
    ],
    [
      'is excluded by NotPrincipal',
      EC2,
      trust(allowAssume(ec2), {
        Effect: 'Deny',
        NotPrincipal: { Service: 'ssm.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
      'denied',
    ],
    [
      'satisfies a condition on a known account',
      { ...EC2, context: { 'aws:SourceAccount': ACCOUNT } },
      trust(allowAssume(ec2, from(ACCOUNT))),
      'allowed',
    ],
    [
      'does not satisfy a condition on another account',
      { ...EC2, context: { 'aws:SourceAccount': ACCOUNT } },
      trust(allowAssume(ec2, from(OTHER))),
      'denied',
    ],
    [
      'is unknown with a condition on an unknown account',
      EC2,
      trust(allowAssume(ec2, from(ACCOUNT))),
      'unknown',
    ],
    [
      'has no account',
      EC2,
      trust(
        allowAssume(ec2, {
          Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
        }),
      ),
      'unknown',
    ],
    [
      'has no account that could own the bucket',
      { ...EC2, action: 's3:GetObject', resource: PUT.resource },
      trust(
        allowAssume(ec2, {
          Action: 's3:*',
          Condition: { Null: { 'aws:ResourceAccount': 'true' } },
        }),
      ),
      'unknown',
    ],
    [
      'is a service for condition keys',
      EC2,
      trust(
        allowAssume('*', {
          Condition: {
            Bool: { 'aws:PrincipalIsAWSService': 'true' },
            StringEquals: {
              'aws:PrincipalServiceName': 'ec2.amazonaws.com',
            },
          },
        }),
      ),
      'allowed',
    ],
    [
      'calls another action',
      EC2,
      trust(allowAssume(ec2, { Action: 'sts:TagSession' })),
      'denied',
    ],
  ]);
});

describe('a role that assumes a role', () => {
  const assume: AccessRequest = {
    action: 'sts:AssumeRole',
    resource: `arn:aws:iam::${ACCOUNT}:role/other`,
    principalArn: ROLE,
  };
  const identity = [policy(allow('sts:AssumeRole'))];
  const trusts = (AWS: string) => ({
    resource: policy({ Effect: 'Allow', ...aws(AWS), Action: 'sts:*' }),
  });
  check([
    ['has a missing trust policy', assume, { identity }, 'unknown'],
    ...['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'].map(
      (action): Row => [
        `has a missing trust policy: ${action}`,
        { ...assume, action },
        { identity: [policy(allow('sts:*'))] },
        'unknown',
      ],
    ),
    ['is not trusted', assume, { identity, ...trusts(OTHER) }, 'denied'],
    [
      'delegates to the account',
      assume,
      { identity, ...trusts(ACCOUNT) },
      'allowed',
    ],
    [
      'delegates to a role without the permission',
      assume,
      trusts(ACCOUNT),
      'denied',
    ],
  ]);
});

describe('the reasons for an unknown decision', () => {
  it('are the elements and the missing facts', () => {
    const denial: PolicyStatement = {
      Effect: 'Deny',
      NotPrincipal: { AWS: [ROLE, ROOT, SESSION] },
      Action: 's3:*',
      Resource: 'arn:aws:s3:::logs/*',
    };
    expect(
      evaluateAccess(PUT, {
        identity: [policy(put)],
        resource: policy(denial),
      }),
    ).toEqual({
      outcome: 'unknown',
      decisive: [
        {
          source: 'resource',
          policy: 0,
          index: 0,
          statement: denial,
          unknownElements: ['NotPrincipal'],
        },
      ],
    });
    const keyOf = (resource?: 'unknown') =>
      evaluateAccess(DECRYPT, {
        identity: [policy(allow('kms:*'))],
        resource,
      });
    expect(keyOf()).toEqual({
      outcome: 'unknown',
      decisive: [],
      reason: 'resource-policy-unknown',
    });
    expect(keyOf('unknown')).toEqual(keyOf());
    expect(
      evaluateAccess(PUT, { identity: [policy(put)], boundary: 'unknown' }),
    ).toEqual({
      outcome: 'unknown',
      decisive: [],
      reason: 'boundary-unknown',
    });
  });

  const VPCE = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
  const everyone = allow('s3:*', { Principal: '*' });
  const maybe = allow('s3:*', { Condition: VPCE });
  const silent = policy(allow('ec2:*'));

  it('include the grant to everyone that a boundary may limit', () => {
    expect(
      evaluateAccess(PUT, {
        identity: [],
        boundary: silent,
        resource: policy(everyone),
      }),
    ).toEqual({
      outcome: 'unknown',
      decisive: [
        { source: 'resource', policy: 0, index: 0, statement: everyone },
      ],
    });
  });

  it('do not include the grant to everyone without a boundary', () => {
    const { decisive } = evaluateAccess(FOREIGN_PUT, {
      identity: [policy(maybe)],
      resource: policy(everyone),
    });
    expect(decisive.map(({ source }) => source)).toEqual(['identity']);
  });

  it('are the deny statement alone if another statement definitely allows the call', () => {
    const { decisive } = evaluateAccess(PUT, {
      identity: [policy(put, maybe, deny('s3:*', { Condition: VPCE }))],
    });
    expect(decisive.map(({ index }) => index)).toEqual([2]);
  });

  it.each<[string, Partial<PolicyStatement>, string[]]>([
    ['Principal', aws(SESSION), ['Principal']],
    [
      'Resource and Condition',
      {
        Principal: '*',
        Resource: 'arn:aws:s3:::logs/${aws:userid}*',
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      },
      ['Resource', 'Condition'],
    ],
    [
      'NotResource',
      { Principal: '*', NotResource: 'arn:aws:s3:::logs/${aws:userid}*' },
      ['NotResource'],
    ],
    ['Statement', { Principal: 1 as never }, ['Statement']],
  ])('%s', (_, more, elements) => {
    const [decisive] = evaluateAccess(PUT, {
      identity: [policy(put)],
      resource: policy(deny('s3:*', more)),
    }).decisive;
    expect(decisive.unknownElements).toEqual(elements);
  });
});
