import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { allow, deny, policy } from './__testUtils__/policies';
import { ACCOUNT, decided, PUT, put, ROLE, Row } from './__testUtils__/rules';
import { AccessRequest } from './AccessRequest';
import {
  AccessPolicies,
  decideAccess,
  evaluateAccess,
  readPolicies,
} from './evaluateAccess';
import { subjectOfRequest } from './subject';

const VPCE = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };

function check(rows: Row[]) {
  it.each(rows)('%s', (_, request, policies, expected) => {
    expect(decided(request, policies)).toBe(expected);
  });
}

describe('the role’s own policies', () => {
  const of = (...statements: PolicyStatement[]) => ({
    identity: [policy(...statements)],
  });
  check([
    ['without policies nothing is allowed', PUT, {}, 'denied'],
    ['an allow statement allows', PUT, of(put), 'allowed'],
    [
      'one of several actions is sufficient',
      PUT,
      of(allow(['s3:GetObject', 's3:PutObject'])),
      'allowed',
    ],
    [
      'one of several actions is excluded',
      PUT,
      of(allow('', { NotAction: ['iam:*', 's3:PutObject'] })),
      'denied',
    ],
    ['another action does not allow', PUT, of(allow('s3:GetObject')), 'denied'],
    [
      'a deny statement overrides an allow statement',
      PUT,
      of(put, deny('s3:*')),
      'denied',
    ],
    [
      'a deny statement in another policy overrides',
      PUT,
      { identity: [policy(put), policy(deny('*'))] },
      'denied',
    ],
    ['actions are case-insensitive', PUT, of(allow('S3:pUT*')), 'allowed'],
    ['? is one character', PUT, of(allow('s3:PutObjec?')), 'allowed'],
    ['? is not none', PUT, of(allow('s3:PutObject?')), 'denied'],
    ['* spans what is after it', PUT, of(allow('s3:*Object')), 'allowed'],
    [
      'NotAction allows other actions',
      PUT,
      of(allow('', { NotAction: ['iam:*', 'kms:*'] })),
      'allowed',
    ],
    [
      'NotAction excludes its actions',
      PUT,
      of(allow('', { NotAction: ['s3:Put*'] })),
      'denied',
    ],
    [
      'NotAction denies other actions',
      PUT,
      of(put, deny('', { NotAction: 's3:Get*' })),
      'denied',
    ],
    [
      'resources are case-sensitive',
      PUT,
      of(allow('*', { Resource: 'arn:aws:s3:::LOGS/*' })),
      'denied',
    ],
    [
      'a resource pattern matches across folders',
      PUT,
      of(allow('*', { Resource: 'arn:aws:s3:::logs/*' })),
      'allowed',
    ],
    [
      'one of several resources is sufficient',
      PUT,
      of(allow('*', { Resource: ['arn:aws:s3:::a/*', PUT.resource] })),
      'allowed',
    ],
    [
      'NotResource excludes its resources',
      PUT,
      of(put, deny('*', { NotResource: 'arn:aws:s3:::logs/*' })),
      'allowed',
    ],
    [
      'NotResource matches other resources',
      PUT,
      of(put, deny('*', { NotResource: 'arn:aws:s3:::other/*' })),
      'denied',
    ],
    [
      'a statement without a resource does not apply',
      PUT,
      { identity: [policy({ Effect: 'Allow', Action: '*' })] },
      'denied',
    ],
    [
      'a single statement need not be a list',
      PUT,
      { identity: [{ Version: '2012-10-17', Statement: put }] },
      'allowed',
    ],
    [
      'another service prefix is a different action',
      PUT,
      of(allow('s3express:PutObject')),
      'denied',
    ],
  ]);
});

describe('a resource with an unknown part', () => {
  const request = { ...PUT, resource: 'arn:aws:s3:::logs/web/*.log' };
  const only = (Resource: string) => ({
    identity: [policy(allow('*', { Resource }))],
  });
  check([
    ['is allowed completely', request, only('arn:aws:s3:::logs/*'), 'allowed'],
    [
      'is allowed by its end',
      request,
      only('arn:aws:s3:::logs/*.log'),
      'allowed',
    ],
    [
      'is allowed in part',
      request,
      only('arn:aws:s3:::logs/web/a*'),
      'unknown',
    ],
    ['is not allowed', request, only('arn:aws:s3:::logs/db/*'), 'denied'],
    ['has no folders', request, only('arn:aws:s3:::logs/web/a/*'), 'denied'],
    [
      'is denied in part',
      request,
      {
        identity: [
          policy(put, deny('*', { Resource: 'arn:aws:s3:::logs/web/a*' })),
        ],
      },
      'unknown',
    ],
    [
      'a call without a specific resource',
      { ...PUT, action: 'ec2:DescribeInstances', resource: '*' },
      only('arn:aws:ec2:*'),
      'denied',
    ],
    [
      'a call without a specific resource of an account',
      { ...PUT, resource: `arn:aws:ssmmessages:us-east-1:${ACCOUNT}:*` },
      only(`arn:aws:ssmmessages:*:${ACCOUNT}:control-channel`),
      'denied',
    ],
    [
      'all resources of an account',
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
    ['are replaced by the value', tagged, on(folder), 'allowed'],
    [
      'are literal: a wildcard in a value does not match',
      { ...PUT, context: { 'aws:PrincipalTag/team': 'w?b' } },
      on(folder),
      'denied',
    ],
    ['are unknown', PUT, on(folder), 'unknown'],
    [
      'that are unknown do not affect other statements',
      PUT,
      on('arn:aws:s3:::other/${aws:PrincipalTag/team}/*'),
      'denied',
    ],
    [
      'match nothing if the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      on(folder),
      'denied',
    ],
    [
      'have a default if the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      on("arn:aws:s3:::logs/${aws:PrincipalTag/team, 'web'}/*"),
      'allowed',
    ],
    [
      'may be the entire name of a resource',
      { ...PUT, context: { team: 'logs' } },
      on('arn:aws:s3:::${team}/*'),
      'allowed',
    ],
    [
      'that are the entire resource are before the fifth colon',
      { ...PUT, context: { team: PUT.resource } },
      on('${team}'),
      'unknown',
    ],
    [
      'in NotResource are not documented if the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      {
        identity: [policy(put, deny('*', { NotResource: folder }))],
      },
      'unknown',
    ],
    [
      'in NotResource do not definitely allow if the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      { identity: [policy(allow('*', { NotResource: folder }))] },
      'unknown',
    ],
    [
      'that are absent do not exclude what another value excludes',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      {
        identity: [
          policy(
            put,
            deny('*', { NotResource: [folder, 'arn:aws:s3:::logs/*'] }),
          ),
        ],
      },
      'allowed',
    ],
    [
      'that are present with an unknown value may deny',
      { ...PUT, presentKeys: ['aws:PrincipalTag/team'] },
      {
        identity: [policy(put, deny('*', { Resource: folder }))],
      },
      'unknown',
    ],
    ['of users are unknown too', PUT, on('${aws:username}*'), 'unknown'],
    [
      'of users are absent if declared so',
      { ...PUT, absentKeys: ['aws:username'] },
      on('${aws:username}*'),
      'denied',
    ],
    [
      'with a * in the value are literal too',
      { ...PUT, context: { 'aws:PrincipalTag/team': '*' } },
      on(folder),
      'denied',
    ],
    [
      'that are wildcard characters',
      { ...PUT, resource: 'arn:aws:s3:::logs/$' },
      on('arn:aws:s3:::logs/${$}'),
      'allowed',
    ],
    [
      'that are wildcard characters are literal',
      PUT,
      on('arn:aws:s3:::logs/${*}'),
      'denied',
    ],
    [
      'are plain text in the older version',
      tagged,
      on(folder, '2008-10-17'),
      'denied',
    ],
    [
      'are plain text in a document without a version',
      tagged,
      { identity: [{ Statement: allow('*', { Resource: folder }) }] },
      'denied',
    ],
  ]);
});

describe('resource patterns and ARNs', () => {
  const STREAM = {
    ...PUT,
    action: 'logs:PutLogEvents',
    resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g:log-stream:s`,
  };
  /** Without any keys: variables have no value here. */
  const WITHOUT_KEYS = { ...PUT, absentKeys: ['*'] };
  const on = (Resource: string | string[]) => ({
    identity: [policy(allow('*', { Resource }))],
  });
  const but = (NotResource: string | string[]) => ({
    identity: [policy(allow('*', { NotResource }))],
  });
  const INSIDE = `arn:aws:logs:us-*${ACCOUNT}:log-group:g:*`;
  check([
    ['a wildcard matches within its segment', STREAM, on(INSIDE), 'denied'],
    [
      'a wildcard does not exclude another segment',
      STREAM,
      but(INSIDE),
      'allowed',
    ],
    [
      'a wildcard within its segment',
      STREAM,
      on(`arn:aws:logs:us-*-1:${ACCOUNT}:log-group:g:*`),
      'allowed',
    ],
    [
      'a * at the end of a segment matches across the colon',
      STREAM,
      on('arn:aws:logs:*:log-group:g:*'),
      'allowed',
    ],
    ['a * that matches to the end', STREAM, on('arn:aws:logs:*'), 'allowed'],
    ['a * for everything', STREAM, on('arn:*'), 'allowed'],
    [
      'a * within a segment does not match across the colon',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:*m:s`),
      'denied',
    ],
    [
      'a ? does not match a colon',
      STREAM,
      on(`arn:aws:logs:us-east-1?${ACCOUNT}:log-group:g:*`),
      'denied',
    ],
    [
      'a ? at the end of a segment does not match a colon',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g?log-stream:s`),
      'denied',
    ],
    [
      'a wildcard in the resource type',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:log-gro*p:g:*`),
      'unknown',
    ],
    [
      'a wildcard as the resource type',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:*:g:*`),
      'unknown',
    ],
    [
      'a ? in the resource type',
      STREAM,
      on('arn:aws:logs:*:*:log?group:*'),
      'unknown',
    ],
    [
      'a wildcard at the end of the resource type',
      STREAM,
      on('arn:aws:logs:*:*:log-group*'),
      'unknown',
    ],
    [
      'a wildcard in the resource type that may exclude',
      STREAM,
      but('arn:aws:logs:*:*:log-gro*p:*'),
      'unknown',
    ],
    [
      'a wildcard in another resource type',
      STREAM,
      on('arn:aws:logs:*:*:query*:*'),
      'denied',
    ],
    [
      'a * after the account is not a resource type',
      STREAM,
      on('arn:aws:logs:*:*:*'),
      'allowed',
    ],
    [
      'a bucket has no resource type',
      PUT,
      on('arn:aws:s3:::l*s/web/*'),
      'allowed',
    ],
    [
      'a resource type without a name after it',
      { ...STREAM, resource: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream` },
      on(`arn:aws:kinesis:*:${ACCOUNT}:stream`),
      'allowed',
    ],
    [
      'a variable before the fifth colon',
      STREAM,
      on('arn:aws:logs:*:${aws:PrincipalAccount}:log-group:g:*'),
      'unknown',
    ],
    [
      'a variable before the fifth colon that may exclude',
      STREAM,
      but('arn:aws:logs:*:${aws:PrincipalAccount}:log-group:g:*'),
      'unknown',
    ],
    [
      'a variable before the fifth colon that does not match',
      { ...STREAM, resource: STREAM.resource.replace(ACCOUNT, '444455556666') },
      on('arn:aws:logs:*:${aws:PrincipalAccount}:log-group:g:*'),
      'denied',
    ],
    [
      'variables before and after the fifth colon',
      STREAM,
      on('arn:aws:logs:*:${aws:PrincipalAccount}:log-group:${*}'),
      'denied',
    ],
    [
      'a variable after the fifth colon',
      { ...STREAM, context: { 'aws:PrincipalTag/team': 'g' } },
      on('arn:aws:logs:*:*:log-group:${aws:PrincipalTag/team}:*'),
      'allowed',
    ],
    [
      'a * before a variable matches within its segment',
      { ...STREAM, context: { 'aws:PrincipalTag/team': ':log-stream' } },
      on('arn:aws:logs:*:*:log-group:*${aws:PrincipalTag/team}:s'),
      'allowed',
    ],
    [
      'a variable that is not terminated',
      PUT,
      on('arn:aws:s3:::logs/${aws:PrincipalTag/team'),
      'unknown',
    ],
    [
      'a variable that is not terminated, in another place',
      PUT,
      on('arn:aws:s3:::other/${aws:PrincipalTag/team'),
      'denied',
    ],
    [
      'a * before a variable does not match across a colon',
      { ...STREAM, context: { 'aws:PrincipalTag/team': 's' } },
      on('arn:aws:logs:*:*:log-group:*${aws:PrincipalTag/team}'),
      'denied',
    ],
    [
      'a variable without a name',
      WITHOUT_KEYS,
      on('arn:aws:s3:::logs/${}'),
      'unknown',
    ],
    [
      'a variable with spaces',
      WITHOUT_KEYS,
      on('arn:aws:s3:::logs/${ a }'),
      'unknown',
    ],
    [
      'a variable with one space',
      WITHOUT_KEYS,
      on('arn:aws:s3:::logs/${a }'),
      'unknown',
    ],
    [
      'a variable with spaces before the default',
      WITHOUT_KEYS,
      on("arn:aws:s3:::logs/${a , 'web/1.log'}"),
      'unknown',
    ],
    [
      'a variable with text after the default',
      WITHOUT_KEYS,
      on("arn:aws:s3:::logs/${a, 'b' c}"),
      'unknown',
    ],
    [
      'text after a default',
      WITHOUT_KEYS,
      on("arn:aws:s3:::logs/${a, 'web/1.lo'}g"),
      'allowed',
    ],
    [
      'a variable whose key is absent',
      WITHOUT_KEYS,
      on('arn:aws:s3:::logs/${a}*'),
      'denied',
    ],
    [
      'a variable with another variable in it',
      WITHOUT_KEYS,
      on('arn:aws:s3:::logs/${a${b}}'),
      'unknown',
    ],
    [
      'a default without quotation marks',
      WITHOUT_KEYS,
      on('arn:aws:s3:::logs/${a, b}'),
      'unknown',
    ],
    [
      'a default that is not terminated',
      WITHOUT_KEYS,
      on("arn:aws:s3:::logs/${a, 'b}"),
      'unknown',
    ],
  ]);
});

describe('a substituted value', () => {
  it.each(['\u0001', '\u0002', '\u0003', '\u0004', '\u0005'])(
    'is a literal, whatever it contains: %j',
    value => {
      expect(
        decided(
          { ...PUT, context: { 'aws:PrincipalTag/team': value } },
          {
            identity: [
              policy(
                allow('*', {
                  Resource: 'arn:aws:s3:::logs/${aws:PrincipalTag/team}',
                }),
              ),
            ],
          },
        ),
      ).toBe('unknown');
    },
  );

  it.each(['\u0001', '\u0002', '\u0003', '\u0004', '\u0005'])(
    'of a policy is a literal too: %j',
    value => {
      const of = (statement: PolicyStatement) =>
        decided(PUT, { identity: [policy(statement)] });
      expect(of(allow('*', { Resource: `arn:aws:s3:::${value}` }))).toBe(
        'unknown',
      );
      expect(of(allow(`s3:${value}`))).toBe('unknown');
      expect(
        of(
          allow('*', {
            Condition: { StringLike: { 'aws:PrincipalArn': value } },
          }),
        ),
      ).toBe('unknown');
    },
  );
});

describe('condition keys without values', () => {
  const when = (Condition: PolicyStatement['Condition']) => ({
    identity: [policy(allow('s3:*', { Condition }))],
  });
  const KEYS = [
    'aws:username',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceOrgID',
    'aws:SourceOrgPaths',
    'aws:PrincipalServiceName',
    'aws:PrincipalServiceNamesList',
    'aws:AssumedRoot',
    'aws:PrincipalType',
    'aws:PrincipalIsAWSService',
  ];
  it.each(KEYS)('%s is unknown unless a value is given', key => {
    const isThere = when({ Null: { [key]: 'false' } });
    expect(decided(PUT, isThere)).toBe('unknown');
    expect(decided({ ...PUT, absentKeys: [key] }, isThere)).toBe('denied');
    expect(decided({ ...PUT, context: { [key]: 'x' } }, isThere)).toBe(
      'allowed',
    );
  });

  const INVALID_CALLER: AccessRequest = {
    action: PUT.action,
    resource: PUT.resource,
    principalArn: 'web',
  };
  const equals = (key: string, value: string) =>
    when({ StringEquals: { [key]: value } });
  check([
    [
      'are derived from the principal: its ARN',
      PUT,
      equals('aws:PrincipalArn', ROLE),
      'allowed',
    ],
    [
      'are derived from the principal: its account',
      PUT,
      equals('aws:PrincipalAccount', ACCOUNT),
      'allowed',
    ],
    [
      'are not derived from an invalid principal ARN',
      { ...INVALID_CALLER, resourceAccountId: ACCOUNT },
      when({ Null: { 'aws:PrincipalAccount': 'true' } }),
      'denied',
    ],
    [
      'are derived from the resource: its account',
      PUT,
      equals('aws:ResourceAccount', ACCOUNT),
      'allowed',
    ],
    [
      'are derived from the resource in S3 with another key',
      PUT,
      equals('s3:ResourceAccount', ACCOUNT),
      'allowed',
    ],
  ]);
});

describe('an unknown decision', () => {
  const identity = [policy(allow('s3:*', { Condition: VPCE }))];
  check([
    ['an allow statement', PUT, { identity }, 'unknown'],
    [
      'an allow statement in addition to a definite one',
      PUT,
      { identity: [...identity, policy(put)] },
      'allowed',
    ],
    [
      'an allow statement with a definite deny statement',
      PUT,
      { identity: [...identity, policy(deny('*'))] },
      'denied',
    ],
    [
      'a deny statement',
      PUT,
      { identity: [policy(put, deny('*', { Condition: VPCE }))] },
      'unknown',
    ],
    [
      'a deny statement without any allow statement',
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
      'a boundary of a role without the permission',
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
        unknownKeys: ['aws:SourceVpce'],
        unknownElements: ['Condition'],
      },
    ]);
  });

  it('names no statement if none allows the call', () => {
    expect(evaluateAccess(PUT, { identity: [] })).toEqual({
      outcome: 'denied',
      decisive: [],
    });
  });

  it('does not hide errors of the evaluation, which are thrown', () => {
    const subject = {
      ...subjectOfRequest(PUT),
      context: () => {
        throw new RangeError('no such table');
      },
    };
    expect(() => decideAccess(subject, readPolicies({ identity }))).toThrow(
      'no such table',
    );
  });

  it('names the statements that deny the call', () => {
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

describe('an invalid policy', () => {
  const UNMATCHED_PRINCIPAL = { 'aws:PrincipalArn': 'no one' };
  // From an editor, or an API that does not validate documents.
  const invalidDocuments: unknown[] = [
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
      Version: '2020-01-01',
      Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
    },
    {
      Statement: {
        Effect: 'Deny',
        Action: 'a:b',
        NotAction: 'a:b',
        Resource: '*',
      },
    },
    {
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: 'a',
        NotResource: 'a',
      },
    },
    {
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:userid': { a: 'b' } } },
      },
    },
    {
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:userid': [null] } },
      },
    },
    {
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { constructor: { 'aws:userid': '*' } },
      },
    },
    // Valid apart from one part; the rest alone would deny nothing here.
    ...[
      { Bool: { 'aws:userid': [null] } },
      { Bool: { 'aws:userid': ['true', null] } },
      { Bool: 'true' },
      { 'Bool\u0001': { 'aws:userid': 'a' } },
      { StringEquals: { ...UNMATCHED_PRINCIPAL, 'aws:userid': [null] } },
      { StringEquals: { ...UNMATCHED_PRINCIPAL, 'a\u0001': 'a' } },
    ].map(Condition => ({
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: UNMATCHED_PRINCIPAL, ...Condition },
      },
    })),
    ...[
      { Action: ['s3:GetObject', 1] },
      { NotAction: ['*', 1], Action: undefined },
      { Resource: ['arn:aws:s3:::other', 1] },
      { NotResource: ['*', 1], Resource: undefined },
    ].map(more => ({
      Statement: { Effect: 'Deny', Action: '*', Resource: '*', ...more },
    })),
  ];
  it.each(invalidDocuments)(
    '%j does not definitely allow anything, and may deny',
    document => {
      const invalid = document as PolicyDocument;
      const outcome = (policies: AccessPolicies) =>
        evaluateAccess(PUT, policies).outcome;
      expect(outcome({ identity: [invalid] })).not.toBe('allowed');
      expect(outcome({ identity: [policy(put), invalid] })).toBe(
        JSON.stringify(document)?.includes('Allow') ? 'allowed' : 'unknown',
      );
      expect(outcome({ identity: [policy(put)], boundary: invalid })).not.toBe(
        'allowed',
      );
    },
  );

  it('includes one with partially invalid principals', () => {
    const invalid = deny('*', {
      Principal: { AWS: 'no one', Service: 1 } as never,
    });
    expect(
      decided(PUT, { identity: [policy(put)], resource: policy(invalid) }),
    ).toBe('unknown');
  });

  it('does not include one with numbers and booleans as values', () => {
    const of = (context: Record<string, string>) =>
      decided(
        { ...PUT, context },
        {
          identity: [
            policy(
              allow('*', {
                Condition: {
                  Bool: { 'aws:SecureTransport': true },
                  NumericLessThan: { 's3:max-keys': [10, 5] },
                },
              }),
            ),
          ],
        },
      );
    expect(of({ 'aws:SecureTransport': 'true', 's3:max-keys': '9' })).toBe(
      'allowed',
    );
    expect(of({ 'aws:SecureTransport': 'true', 's3:max-keys': '10' })).toBe(
      'denied',
    );
  });
});
