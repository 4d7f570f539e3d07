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
    ['must allow as well', PUT, { identity, boundary: silent }, 'denied'],
    ['allows nothing by itself', PUT, { boundary: policy(put) }, 'denied'],
    ['and the role allow', PUT, { identity, boundary: policy(put) }, 'allowed'],
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
      'that could not be read grants nothing',
      PUT,
      { boundary: 'unknown' },
      'denied',
    ],
    [
      'limits what a bucket grants to the role',
      PUT,
      { boundary: silent, resource: resource(aws(ROLE)) },
      'denied',
    ],
    [
      'does not limit what a bucket grants to a session',
      PUT,
      { boundary: silent, resource: resource(aws(SESSION)) },
      'unknown',
    ],
    [
      'does not limit what is granted by aws:PrincipalArn',
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
      `and a grant by aws:PrincipalArn with ${operator}`,
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
      'limits what a bucket grants to the role, whatever else it tells of it',
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
      'limits what a bucket leaves to the account, whatever it tells of the role',
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
      'and a grant to everyone by another key: AWS does not say',
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
      'and a bucket that grants to everyone: AWS does not say',
      PUT,
      { boundary: silent, resource: resource({ Principal: '*' }) },
      'unknown',
    ],
    [
      'limits between accounts',
      FOREIGN_PUT,
      { identity, boundary: silent, resource: resource(aws(ROLE)) },
      'denied',
    ],
    [
      'leaves alone what is denied to another role',
      PUT,
      {
        identity,
        boundary: policy(put),
        resource: policy(deny('*', aws(`${ROLE}2`))),
      },
      'allowed',
    ],
    [
      'leaves alone what is allowed to all but the role',
      PUT,
      {
        boundary: policy(put),
        resource: policy(allow('*', { NotPrincipal: { AWS: [ROLE, ROOT] } })),
      },
      'unknown',
    ],
    [
      'that could not be read makes NotPrincipal deny as well',
      PUT,
      {
        identity,
        boundary: 'unknown',
        resource: policy(deny('*', { NotPrincipal: { AWS: [ROLE, ROOT] } })),
      },
      'denied',
    ],
    [
      'makes NotPrincipal deny whoever is named',
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
    ['grants to a role of its account', PUT, grants(aws(ROLE)), 'allowed'],
    ['grants to everyone', PUT, grants({ Principal: '*' }), 'allowed'],
    ['grants to everyone, as a list', PUT, grants(aws(['*'])), 'allowed'],
    ['leaves it to the account', PUT, grants(aws(ROOT)), 'denied'],
    ['leaves it to the account’s number', PUT, grants(aws(ACCOUNT)), 'denied'],
    ['grants to another role', PUT, grants(aws(`${ROLE}2`)), 'denied'],
    [
      'takes no wildcard in a principal',
      PUT,
      grants(aws(`${ROLE}*`)),
      'denied',
    ],
    ['grants to a role that was deleted', PUT, grants(aws('AROA1')), 'denied'],
    [
      'grants nothing by account or session to what is no ARN',
      {
        action: PUT.action,
        resource: PUT.resource,
        principalArn: 'web',
        resourceAccountId: ACCOUNT,
      },
      { identity, ...grants(aws([ROOT, SESSION])) },
      'denied',
    ],
    ['grants to some session', PUT, grants(aws(SESSION)), 'unknown'],
    [
      'grants to a service',
      PUT,
      grants({ Principal: { Service: 'ec2.amazonaws.com' } }),
      'denied',
    ],
    ['grants to nobody', PUT, grants({}), 'denied'],
    [
      'grants to all but another',
      PUT,
      grants({ NotPrincipal: { AWS: `${ROLE}2` } }),
      'allowed',
    ],
    [
      'grants to all but everyone',
      PUT,
      grants({ NotPrincipal: '*' }),
      'denied',
    ],
    ['denies the role', PUT, denies(aws(ROLE)), 'denied'],
    ['denies the account', PUT, denies(aws(ACCOUNT)), 'denied'],
    ['denies everyone', PUT, denies({ Principal: '*' }), 'denied'],
    ['denies some session', PUT, denies(aws(SESSION)), 'unknown'],
    [
      'denies a canonical user, who may be its account',
      PUT,
      denies({ Principal: { CanonicalUser: '79a59d' } }),
      'unknown',
    ],
    [
      'grants to a canonical user, which leaves it to the account',
      PUT,
      grants({ Principal: { CanonicalUser: '79a59d' } }),
      'denied',
    ],
    [
      'of another account grants to a canonical user',
      FOREIGN_PUT,
      { identity, ...grants({ Principal: { CanonicalUser: '79a59d' } }) },
      'unknown',
    ],
    [
      'denies all but a canonical user',
      PUT,
      denies({ NotPrincipal: { CanonicalUser: '79a59d' } }),
      'unknown',
    ],
    ['denies nobody', PUT, denies({ NotPrincipal: '*' }), 'allowed'],
    [
      'denies all but some session',
      PUT,
      denies({ NotPrincipal: { AWS: SESSION } }),
      'unknown',
    ],
    [
      'denies the session of another role of that name',
      PUT,
      denies(aws(`arn:aws:sts::${OTHER}:assumed-role/web/i-1`)),
      'allowed',
    ],
    ['denies another account', PUT, denies(aws(OTHER)), 'allowed'],
    [
      'denies all but another',
      PUT,
      denies({ NotPrincipal: { AWS: OTHER } }),
      'denied',
    ],
    [
      'denies all but the role, whose session may be none of it',
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
      'of another account is not enough',
      FOREIGN_PUT,
      grants(aws(ROLE)),
      'denied',
    ],
    [
      'of another account and the role allow',
      FOREIGN_PUT,
      { identity, ...grants(aws(ROLE)) },
      'allowed',
    ],
    [
      'of another account lets the whole account in',
      FOREIGN_PUT,
      { identity, ...grants(aws(ACCOUNT)) },
      'allowed',
    ],
    [
      'that could not be read',
      PUT,
      { identity, resource: 'unknown' },
      'unknown',
    ],
    [
      'that could not be read may grant',
      PUT,
      { resource: 'unknown' },
      'unknown',
    ],
    [
      'of another account grants nothing to a role that may not',
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
      'leaves it to its account',
      DECRYPT,
      { identity, ...key(aws(ROOT)) },
      'allowed',
    ],
    ['leaves it to a role that may not', DECRYPT, key(aws(ROOT)), 'denied'],
    ['lets the role in by itself', DECRYPT, key(aws(ROLE)), 'allowed'],
    [
      'without the role or its account',
      DECRYPT,
      { identity, ...key(aws(`arn:aws:iam::${ACCOUNT}:role/admin`)) },
      'denied',
    ],
    [
      'that is not told is not known: AWS keeps one for every key',
      DECRYPT,
      { identity },
      'unknown',
    ],
    ['that is not told may let the role in', DECRYPT, {}, 'unknown'],
    [
      'that is not told allows nothing that is denied',
      DECRYPT,
      { identity: [...identity, policy(deny('*'))] },
      'denied',
    ],
    ['of another account that is not told', foreign, { identity }, 'unknown'],
    [
      'of another account that is not told is nothing to a role that may not',
      foreign,
      {},
      'denied',
    ],
    [
      'of another account, by the ARN alone',
      { ...DECRYPT, resource: DECRYPT.resource.replace(ACCOUNT, OTHER) },
      key(aws(ROLE)),
      'denied',
    ],
    [
      'of another account, by the ARN alone, and the role allow',
      { ...DECRYPT, resource: DECRYPT.resource.replace(ACCOUNT, OTHER) },
      { identity, ...key(aws(ROLE)) },
      'allowed',
    ],
    [
      'of what is named by its id alone is not known either',
      { ...DECRYPT, resource: '1234abcd-12ab-34cd-56ef-1234567890ab' },
      { identity },
      'unknown',
    ],
    [
      'is none of an alias',
      {
        ...DECRYPT,
        action: 'kms:UpdateAlias',
        resource: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/a`,
      },
      { identity },
      'allowed',
    ],
    [
      'is none of a call about no one key',
      { ...DECRYPT, action: 'kms:ListKeys', resource: '*' },
      { identity },
      'allowed',
    ],
    [
      'of another account needs the role’s policy too',
      foreign,
      key(aws(ROLE)),
      'denied',
    ],
    [
      'of another account lets the account in',
      foreign,
      { identity, ...key(aws(ACCOUNT)) },
      'allowed',
    ],
    [
      'of another account that lets its own in',
      foreign,
      { identity, ...key(aws(OTHER)) },
      'denied',
    ],
  ]);
});

describe('a service that calls by itself', () => {
  const EC2 = {
    action: 'sts:AssumeRole',
    resource: ROLE,
    principalService: 'ec2.amazonaws.com',
  };
  const trust = (...statements: PolicyStatement[]) => ({
    resource: policy(...statements),
  });
  const lets = (Principal: PolicyPrincipal, more = {}): PolicyStatement => ({
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
    ['is named by a trust policy', EC2, trust(lets(ec2)), 'allowed'],
    [
      'is one of several',
      EC2,
      trust(lets({ Service: ['ssm.amazonaws.com', 'ec2.amazonaws.com'] })),
      'allowed',
    ],
    [
      'is not named',
      EC2,
      trust(lets({ Service: 'ecs-tasks.amazonaws.com' })),
      'denied',
    ],
    ['is no account', EC2, trust(lets({ AWS: ACCOUNT })), 'denied'],
    ['is everyone', EC2, trust(lets('*')), 'allowed'],
    ['may be every identity', EC2, trust(lets({ AWS: '*' })), 'unknown'],
    ['may be every service', EC2, trust(lets({ Service: '*' })), 'unknown'],
    ['without the trust policy', EC2, {}, 'unknown'],
    ['and a trust policy not read', EC2, { resource: 'unknown' }, 'unknown'],
    [
      'is denied',
      EC2,
      trust(lets(ec2), { ...lets(ec2), Effect: 'Deny' }),
      'denied',
    ],
    [
      'may be denied',
      EC2,
      trust(lets(ec2), { ...lets({ AWS: '*' }), Effect: 'Deny' }),
      'unknown',
    ],
    [
      'is not what is left out',
      EC2,
      trust(lets(ec2), {
        Effect: 'Deny',
        NotPrincipal: ec2,
        Action: 'sts:AssumeRole',
      }),
      'allowed',
    ],
    [
      'is none of those left out',
      EC2,
      trust(lets(ec2), {
        Effect: 'Deny',
        NotPrincipal: { Service: 'ssm.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
      'denied',
    ],
    [
      'for an account that is known',
      { ...EC2, context: { 'aws:SourceAccount': ACCOUNT } },
      trust(lets(ec2, from(ACCOUNT))),
      'allowed',
    ],
    [
      'for another account',
      { ...EC2, context: { 'aws:SourceAccount': ACCOUNT } },
      trust(lets(ec2, from(OTHER))),
      'denied',
    ],
    ['for an account', EC2, trust(lets(ec2, from(ACCOUNT))), 'unknown'],
    [
      'has no account of its own',
      EC2,
      trust(
        lets(ec2, {
          Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
        }),
      ),
      'unknown',
    ],
    [
      'has no account to take the bucket for its own',
      { ...EC2, action: 's3:GetObject', resource: PUT.resource },
      trust(
        lets(ec2, {
          Action: 's3:*',
          Condition: { Null: { 'aws:ResourceAccount': 'true' } },
        }),
      ),
      'unknown',
    ],
    [
      'is a service to its keys',
      EC2,
      trust(
        lets('*', {
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
      'is another action',
      EC2,
      trust(lets(ec2, { Action: 'sts:TagSession' })),
      'denied',
    ],
  ]);
});

describe('a role that a role assumes', () => {
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
    ['has a trust policy that is not told', assume, { identity }, 'unknown'],
    ...['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'].map(
      (action): Row => [
        `has a trust policy that is not told: ${action}`,
        { ...assume, action },
        { identity: [policy(allow('sts:*'))] },
        'unknown',
      ],
    ),
    ['trusts another', assume, { identity, ...trusts(OTHER) }, 'denied'],
    [
      'leaves it to the account',
      assume,
      { identity, ...trusts(ACCOUNT) },
      'allowed',
    ],
    ['leaves it to one that may not', assume, trusts(ACCOUNT), 'denied'],
  ]);
});

describe('what an unknown decision rests on', () => {
  it('is named: elements, and what is not told', () => {
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
          unsettledElements: ['NotPrincipal'],
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

  it('is the grant to everyone that a silent boundary may limit', () => {
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

  it('is no grant to everyone where there is no boundary', () => {
    const { decisive } = evaluateAccess(FOREIGN_PUT, {
      identity: [policy(maybe)],
      resource: policy(everyone),
    });
    expect(decisive.map(({ source }) => source)).toEqual(['identity']);
  });

  it('is the deny alone where another statement allows surely', () => {
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
    expect(decisive.unsettledElements).toEqual(elements);
  });
});
