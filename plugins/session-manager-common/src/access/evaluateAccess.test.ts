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

describe('a role’s own policies', () => {
  const of = (...statements: PolicyStatement[]) => ({
    identity: [policy(...statements)],
  });
  check([
    ['nothing is allowed by nothing', PUT, {}, 'denied'],
    ['an allow allows', PUT, of(put), 'allowed'],
    [
      'one of several actions is enough',
      PUT,
      of(allow(['s3:GetObject', 's3:PutObject'])),
      'allowed',
    ],
    [
      'one of several actions is left out',
      PUT,
      of(allow('', { NotAction: ['iam:*', 's3:PutObject'] })),
      'denied',
    ],
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
      'may be the whole name of a resource',
      { ...PUT, context: { team: 'logs' } },
      on('arn:aws:s3:::${team}/*'),
      'allowed',
    ],
    [
      'that are the whole of a resource stand before the fifth colon',
      { ...PUT, context: { team: PUT.resource } },
      on('${team}'),
      'unknown',
    ],
    [
      'may leave no resource out, or be no statement, where the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      {
        identity: [policy(put, deny('*', { NotResource: folder }))],
      },
      'unknown',
    ],
    [
      'in NotResource allow nothing surely where the key is absent',
      { ...PUT, absentKeys: ['aws:PrincipalTag/*'] },
      { identity: [policy(allow('*', { NotResource: folder }))] },
      'unknown',
    ],
    [
      'that are absent leave in what another value leaves out',
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
      'that are there, but not known, may deny',
      { ...PUT, presentKeys: ['aws:PrincipalTag/team'] },
      {
        identity: [policy(put, deny('*', { Resource: folder }))],
      },
      'unknown',
    ],
    ['of users are not known either', PUT, on('${aws:username}*'), 'unknown'],
    [
      'of users are absent where that is told',
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

describe('a resource, as AWS writes ARNs', () => {
  const STREAM = {
    ...PUT,
    action: 'logs:PutLogEvents',
    resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g:log-stream:s`,
  };
  /** Without any key: what is a variable stands for nothing here. */
  const NONE = { ...PUT, absentKeys: ['*'] };
  const on = (Resource: string | string[]) => ({
    identity: [policy(allow('*', { Resource }))],
  });
  const but = (NotResource: string | string[]) => ({
    identity: [policy(allow('*', { NotResource }))],
  });
  const INSIDE = `arn:aws:logs:us-*${ACCOUNT}:log-group:g:*`;
  check([
    ['a wildcard stays in its segment', STREAM, on(INSIDE), 'denied'],
    ['and leaves out no other one', STREAM, but(INSIDE), 'allowed'],
    [
      'a wildcard in its segment',
      STREAM,
      on(`arn:aws:logs:us-*-1:${ACCOUNT}:log-group:g:*`),
      'allowed',
    ],
    [
      'a * that ends a segment runs past the colon',
      STREAM,
      on('arn:aws:logs:*:log-group:g:*'),
      'allowed',
    ],
    ['to the end', STREAM, on('arn:aws:logs:*'), 'allowed'],
    ['of everything', STREAM, on('arn:*'), 'allowed'],
    [
      'but stays in it where it does not end it',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:*m:s`),
      'denied',
    ],
    [
      'a ? is no colon',
      STREAM,
      on(`arn:aws:logs:us-east-1?${ACCOUNT}:log-group:g:*`),
      'denied',
    ],
    [
      'a ? at the end of a segment is none either',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g?log-stream:s`),
      'denied',
    ],
    [
      'a wildcard in the type of the resource',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:log-gro*p:g:*`),
      'unknown',
    ],
    [
      'a wildcard as the type of the resource',
      STREAM,
      on(`arn:aws:logs:us-east-1:${ACCOUNT}:*:g:*`),
      'unknown',
    ],
    [
      'a ? in the type of the resource',
      STREAM,
      on('arn:aws:logs:*:*:log?group:*'),
      'unknown',
    ],
    [
      'a wildcard at the end of the type',
      STREAM,
      on('arn:aws:logs:*:*:log-group*'),
      'unknown',
    ],
    [
      'a wildcard in the type that may leave out',
      STREAM,
      but('arn:aws:logs:*:*:log-gro*p:*'),
      'unknown',
    ],
    [
      'a wildcard in another type',
      STREAM,
      on('arn:aws:logs:*:*:query*:*'),
      'denied',
    ],
    [
      'all that follows the account is no type',
      STREAM,
      on('arn:aws:logs:*:*:*'),
      'allowed',
    ],
    ['a bucket has no type', PUT, on('arn:aws:s3:::l*s/web/*'), 'allowed'],
    [
      'a type without a name behind it',
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
      'a variable before it that may leave out',
      STREAM,
      but('arn:aws:logs:*:${aws:PrincipalAccount}:log-group:g:*'),
      'unknown',
    ],
    [
      'a variable before it that does not match',
      { ...STREAM, resource: STREAM.resource.replace(ACCOUNT, '444455556666') },
      on('arn:aws:logs:*:${aws:PrincipalAccount}:log-group:g:*'),
      'denied',
    ],
    [
      'a variable in it as well as behind it',
      STREAM,
      on('arn:aws:logs:*:${aws:PrincipalAccount}:log-group:${*}'),
      'denied',
    ],
    [
      'a variable behind it',
      { ...STREAM, context: { 'aws:PrincipalTag/team': 'g' } },
      on('arn:aws:logs:*:*:log-group:${aws:PrincipalTag/team}:*'),
      'allowed',
    ],
    [
      'a * before a variable stays in its segment',
      { ...STREAM, context: { 'aws:PrincipalTag/team': ':log-stream' } },
      on('arn:aws:logs:*:*:log-group:*${aws:PrincipalTag/team}:s'),
      'allowed',
    ],
    [
      'one that does not end as IAM wants it',
      PUT,
      on('arn:aws:s3:::logs/${aws:PrincipalTag/team'),
      'unknown',
    ],
    [
      'one that does not end as IAM wants it, elsewhere',
      PUT,
      on('arn:aws:s3:::other/${aws:PrincipalTag/team'),
      'denied',
    ],
    [
      'a * before a variable runs past no colon',
      { ...STREAM, context: { 'aws:PrincipalTag/team': 's' } },
      on('arn:aws:logs:*:*:log-group:*${aws:PrincipalTag/team}'),
      'denied',
    ],
    ['one without a name', NONE, on('arn:aws:s3:::logs/${}'), 'unknown'],
    ['one with spaces', NONE, on('arn:aws:s3:::logs/${ a }'), 'unknown'],
    ['one with a space', NONE, on('arn:aws:s3:::logs/${a }'), 'unknown'],
    [
      'one with spaces before a default',
      NONE,
      on("arn:aws:s3:::logs/${a , 'web/1.log'}"),
      'unknown',
    ],
    [
      'a default with more behind it',
      NONE,
      on("arn:aws:s3:::logs/${a, 'b' c}"),
      'unknown',
    ],
    [
      'text behind a default',
      NONE,
      on("arn:aws:s3:::logs/${a, 'web/1.lo'}g"),
      'allowed',
    ],
    ['one whose key is absent', NONE, on('arn:aws:s3:::logs/${a}*'), 'denied'],
    [
      'one with another in it',
      NONE,
      on('arn:aws:s3:::logs/${a${b}}'),
      'unknown',
    ],
    [
      'a default without quotes',
      NONE,
      on('arn:aws:s3:::logs/${a, b}'),
      'unknown',
    ],
    [
      'a default that does not end',
      NONE,
      on("arn:aws:s3:::logs/${a, 'b}"),
      'unknown',
    ],
  ]);
});

describe('a value that is put in', () => {
  it.each(['\u0001', '\u0002', '\u0003', '\u0004', '\u0005'])(
    'is no wildcard, whatever it holds: %j',
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
    'of a policy is none either: %j',
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

describe('condition keys that nothing is told of', () => {
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
  it.each(KEYS)('%s is not known, unless it is told', key => {
    const isThere = when({ Null: { [key]: 'false' } });
    expect(decided(PUT, isThere)).toBe('unknown');
    expect(decided({ ...PUT, absentKeys: [key] }, isThere)).toBe('denied');
    expect(decided({ ...PUT, context: { [key]: 'x' } }, isThere)).toBe(
      'allowed',
    );
  });

  const NOBODY: AccessRequest = {
    action: PUT.action,
    resource: PUT.resource,
    principalArn: 'web',
  };
  const equals = (key: string, value: string) =>
    when({ StringEquals: { [key]: value } });
  check([
    [
      'follow from the principal: its ARN',
      PUT,
      equals('aws:PrincipalArn', ROLE),
      'allowed',
    ],
    [
      'follow from the principal: its account',
      PUT,
      equals('aws:PrincipalAccount', ACCOUNT),
      'allowed',
    ],
    [
      'follow from the principal only where its ARN is one',
      { ...NOBODY, resourceAccountId: ACCOUNT },
      when({ Null: { 'aws:PrincipalAccount': 'true' } }),
      'denied',
    ],
    [
      'follow from the resource: its account',
      PUT,
      equals('aws:ResourceAccount', ACCOUNT),
      'allowed',
    ],
    [
      'follow from the resource in S3 by another name',
      PUT,
      equals('s3:ResourceAccount', ACCOUNT),
      'allowed',
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
        unsettledElements: ['Condition'],
      },
    ]);
  });

  it('names none where nothing allows', () => {
    expect(evaluateAccess(PUT, { identity: [] })).toEqual({
      outcome: 'denied',
      decisive: [],
    });
  });

  it('is no fault of the evaluation itself, which is thrown', () => {
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
  const NO_ONE = { 'aws:PrincipalArn': 'no one' };
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
    // Each of these in part; by the rest alone it would deny nothing here.
    ...[
      { Bool: { 'aws:userid': [null] } },
      { Bool: { 'aws:userid': ['true', null] } },
      { Bool: 'true' },
      { 'Bool\u0001': { 'aws:userid': 'a' } },
      { StringEquals: { ...NO_ONE, 'aws:userid': [null] } },
      { StringEquals: { ...NO_ONE, 'a\u0001': 'a' } },
    ].map(Condition => ({
      Statement: {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: NO_ONE, ...Condition },
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

  it('is one whose principals are so in part', () => {
    const strange = deny('*', {
      Principal: { AWS: 'no one', Service: 1 } as never,
    });
    expect(
      decided(PUT, { identity: [policy(put)], resource: policy(strange) }),
    ).toBe('unknown');
  });

  it('is not one with numbers and booleans among its values', () => {
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
