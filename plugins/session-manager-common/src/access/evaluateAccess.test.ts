import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { allow, deny, policy } from './__testUtils__/policies';
import { AccessRequest } from './AccessRequest';
import { AccessPolicies, evaluateAccess } from './evaluateAccess';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/web`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-1`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const PUT: AccessRequest = {
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::logs/web/1.log',
  principalArn: ROLE,
};
const FOREIGN_PUT = { ...PUT, resourceAccountId: OTHER };
const DECRYPT: AccessRequest = {
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
  principalArn: ROLE,
};

type Outcome = 'allowed' | 'denied' | 'unknown';
type Row = [rule: string, AccessRequest, Partial<AccessPolicies>, Outcome];

const aws = (AWS: string | string[]) => ({ Principal: { AWS } });
const put = allow('s3:PutObject');
const VPCE = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };

function check(rows: Row[]) {
  it.each(rows)('%s', (_, request, { identity = [], ...rest }, expected) => {
    expect(evaluateAccess(request, { identity, ...rest }).outcome).toBe(
      expected,
    );
  });
}

describe('a role’s own policies', () => {
  const of = (...statements: PolicyStatement[]) => ({
    identity: [policy(...statements)],
  });
  check([
    ['nothing is allowed by nothing', PUT, {}, 'denied'],
    ['an allow allows', PUT, of(put), 'allowed'],
    ['another action does not', PUT, of(allow('s3:GetObject')), 'denied'],
    ['a deny wins over an allow', PUT, of(put, deny('s3:*')), 'denied'],
    [
      'a deny wins from another policy',
      PUT,
      { identity: [policy(put), policy(deny('*'))] },
      'denied',
    ],
    [
      'the case of actions does not count',
      PUT,
      of(allow('S3:pUT*')),
      'allowed',
    ],
    ['? is one character', PUT, of(allow('s3:PutObjec?')), 'allowed'],
    ['? is not none', PUT, of(allow('s3:PutObject?')), 'denied'],
    ['* spans what is after it', PUT, of(allow('s3:*Object')), 'allowed'],
    [
      'NotAction allows the rest',
      PUT,
      of(allow('', { NotAction: ['iam:*', 'kms:*'] })),
      'allowed',
    ],
    [
      'NotAction leaves out what it names',
      PUT,
      of(allow('', { NotAction: ['s3:Put*'] })),
      'denied',
    ],
    [
      'NotAction denies the rest',
      PUT,
      of(put, deny('', { NotAction: 's3:Get*' })),
      'denied',
    ],
    [
      'the case of resources counts',
      PUT,
      of(allow('*', { Resource: 'arn:aws:s3:::LOGS/*' })),
      'denied',
    ],
    [
      'a resource pattern spans folders',
      PUT,
      of(allow('*', { Resource: 'arn:aws:s3:::logs/*' })),
      'allowed',
    ],
    [
      'one of several resources is enough',
      PUT,
      of(allow('*', { Resource: ['arn:aws:s3:::a/*', PUT.resource] })),
      'allowed',
    ],
    [
      'NotResource leaves out what it names',
      PUT,
      of(put, deny('*', { NotResource: 'arn:aws:s3:::logs/*' })),
      'allowed',
    ],
    [
      'NotResource is about the rest',
      PUT,
      of(put, deny('*', { NotResource: 'arn:aws:s3:::other/*' })),
      'denied',
    ],
    [
      'a statement without a resource is about none',
      PUT,
      { identity: [policy({ Effect: 'Allow', Action: '*' })] },
      'denied',
    ],
    [
      'one statement need not be a list',
      PUT,
      { identity: [{ Version: '2012-10-17', Statement: put }] },
      'allowed',
    ],
    [
      'another service prefix is another action',
      PUT,
      of(allow('s3express:PutObject')),
      'denied',
    ],
  ]);
});

describe('a part of the resource that is not known', () => {
  const request = { ...PUT, resource: 'arn:aws:s3:::logs/web/*.log' };
  const only = (Resource: string) => ({
    identity: [policy(allow('*', { Resource }))],
  });
  check([
    ['all of it is allowed', request, only('arn:aws:s3:::logs/*'), 'allowed'],
    ['its ending', request, only('arn:aws:s3:::logs/*.log'), 'allowed'],
    ['some of it', request, only('arn:aws:s3:::logs/web/a*'), 'unknown'],
    ['none of it', request, only('arn:aws:s3:::logs/db/*'), 'denied'],
    ['it has no folders', request, only('arn:aws:s3:::logs/web/a/*'), 'denied'],
    [
      'some of it is denied',
      request,
      {
        identity: [
          policy(put, deny('*', { Resource: 'arn:aws:s3:::logs/web/a*' })),
        ],
      },
      'unknown',
    ],
    [
      'a call about no one resource',
      { ...PUT, action: 'ec2:DescribeInstances', resource: '*' },
      only('arn:aws:ec2:*'),
      'denied',
    ],
    [
      'a call about no one resource of an account',
      { ...PUT, resource: `arn:aws:ssmmessages:us-east-1:${ACCOUNT}:*` },
      only(`arn:aws:ssmmessages:*:${ACCOUNT}:control-channel`),
      'denied',
    ],
    [
      'everything of an account',
      { ...PUT, resource: `arn:aws:ssmmessages:us-east-1:${ACCOUNT}:*` },
      only(`arn:aws:ssmmessages:*:${ACCOUNT}:*`),
      'allowed',
    ],
  ]);
});

describe('variables', () => {
  const tagged = { ...PUT, context: { 'aws:PrincipalTag/team': 'web' } };
  const on = (Resource: string, Version = '2012-10-17') => ({
    identity: [{ Version, Statement: allow('*', { Resource }) }],
  });
  const folder = 'arn:aws:s3:::logs/${aws:PrincipalTag/team}/*';
  check([
    ['stand for the value', tagged, on(folder), 'allowed'],
    [
      'are literal: a wildcard in a value is none',
      { ...PUT, context: { 'aws:PrincipalTag/team': 'w?b' } },
      on(folder),
      'denied',
    ],
    ['are not known', PUT, on(folder), 'unknown'],
    [
      'that are not known do not make everything unknown',
      PUT,
      on('arn:aws:s3:::other/${aws:PrincipalTag/team}/*'),
      'denied',
    ],
    [
      'match nothing where the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      on(folder),
      'denied',
    ],
    [
      'have a default where the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      on("arn:aws:s3:::logs/${aws:PrincipalTag/team, 'web'}/*"),
      'allowed',
    ],
    [
      'leave no resource out where the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      {
        identity: [policy(put, deny('*', { NotResource: folder }))],
      },
      'denied',
    ],
    ['of users are absent for roles', PUT, on('${aws:username}*'), 'denied'],
    [
      'that are characters',
      { ...PUT, resource: 'arn:aws:s3:::logs/$' },
      on('arn:aws:s3:::logs/${$}'),
      'allowed',
    ],
    [
      'that are characters are no wildcards',
      PUT,
      on('arn:aws:s3:::logs/${*}'),
      'denied',
    ],
    [
      'are text in the older version',
      tagged,
      on(folder, '2008-10-17'),
      'denied',
    ],
    [
      'are text in a document without a version',
      tagged,
      { identity: [{ Statement: allow('*', { Resource: folder }) }] },
      'denied',
    ],
  ]);
});

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

describe('what is not settled', () => {
  const identity = [policy(allow('s3:*', { Condition: VPCE }))];
  check([
    ['an allow', PUT, { identity }, 'unknown'],
    [
      'an allow beside a sure one',
      PUT,
      { identity: [...identity, policy(put)] },
      'allowed',
    ],
    [
      'an allow under a sure deny',
      PUT,
      { identity: [...identity, policy(deny('*'))] },
      'denied',
    ],
    [
      'a deny',
      PUT,
      { identity: [policy(put, deny('*', { Condition: VPCE }))] },
      'unknown',
    ],
    [
      'a deny without any allow',
      PUT,
      { identity: [policy(deny('*', { Condition: VPCE }))] },
      'denied',
    ],
    [
      'a boundary',
      PUT,
      { identity: [policy(put)], boundary: identity[0] },
      'unknown',
    ],
    [
      'a boundary of a role that may not',
      PUT,
      { boundary: identity[0] },
      'denied',
    ],
  ]);

  it('names the statements and the keys', () => {
    expect(
      evaluateAccess(PUT, { identity: [policy(), policy(put), ...identity] })
        .decisive,
    ).toEqual([{ source: 'identity', policy: 1, index: 0, statement: put }]);
    expect(evaluateAccess(PUT, { identity }).decisive).toEqual([
      {
        source: 'identity',
        policy: 0,
        index: 0,
        statement: identity[0].Statement[0 as never],
        unsettled: ['aws:SourceVpce'],
      },
    ]);
  });

  it('names the statements that deny', () => {
    const denial = deny('s3:*');
    expect(
      evaluateAccess(PUT, {
        identity: [policy(put)],
        boundary: policy(allow('*'), denial),
      }),
    ).toEqual({
      outcome: 'denied',
      decisive: [
        { source: 'boundary', policy: 0, index: 1, statement: denial },
      ],
    });
  });
});

describe('what is no policy', () => {
  // From an editor or an API that keeps what it is given.
  const odd: unknown[] = [
    null,
    'text',
    [],
    {},
    { Statement: null },
    { Statement: [null] },
    { Statement: { Effect: 'Maybe', Action: '*', Resource: '*' } },
    { Statement: { Effect: 'Allow', Action: 1, Resource: '*' } },
    { Statement: { Effect: 'Allow', Action: '*', Resource: {} } },
    {
      Statement: { Effect: 'Allow', Action: '*', Resource: '*', Principal: 1 },
    },
    { Statement: { Effect: 'Deny', Action: '*', Resource: '*', Condition: 1 } },
    {
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { constructor: { 'aws:userid': '*' } },
      },
    },
  ];
  it.each(odd)('%j surely allows nothing, and may deny', document => {
    const strange = document as PolicyDocument;
    const outcome = (policies: AccessPolicies) =>
      evaluateAccess(PUT, policies).outcome;
    expect(outcome({ identity: [strange] })).not.toBe('allowed');
    expect(outcome({ identity: [policy(put), strange] })).toBe(
      JSON.stringify(document)?.includes('Allow') ? 'allowed' : 'unknown',
    );
    expect(outcome({ identity: [policy(put)], boundary: strange })).not.toBe(
      'allowed',
    );
  });
});
