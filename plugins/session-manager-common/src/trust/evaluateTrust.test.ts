import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { trustPolicy } from '../documents/trustPolicy';
import { Assumer, evaluateTrust } from './evaluateTrust';

const ACCOUNT = '111122223333';
const roleIn = (partition: string) =>
  `arn:${partition}:iam::${ACCOUNT}:role/web`;

const allow = (more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
  ...more,
});
const deny = (more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  ...allow(more),
  Effect: 'Deny',
});
const ssm = (more: Partial<PolicyStatement> = {}) =>
  allow({ Principal: { Service: 'ssm.amazonaws.com' }, ...more });

function judge(
  statements: unknown,
  assumer: Assumer = 'ec2',
  { partition = 'aws', region = 'us-east-1', version = '2012-10-17' } = {},
) {
  return evaluateTrust(
    {
      arn: roleIn(partition),
      trust: { Version: version, Statement: statements } as PolicyDocument,
      region,
    },
    assumer,
  );
}

describe('evaluateTrust for EC2', () => {
  it.each<[string, unknown]>([
    ['a list of statements', [allow()]],
    ['one statement', allow()],
    [
      'a list of actions',
      allow({ Action: ['sts:TagSession', 'sts:AssumeRole'] }),
    ],
    ['every action of STS', allow({ Action: 'sts:*' })],
    ['every action', allow({ Action: '*' })],
    ['an action in another case', allow({ Action: 'STS:assumerole' })],
    [
      'all actions except another',
      allow({ Action: undefined, NotAction: 'iam:*' }),
    ],
    [
      'several services',
      allow({
        Principal: { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      }),
    ],
    [
      'accounts in addition to the service',
      allow({
        Principal: {
          AWS: `arn:aws:iam::${ACCOUNT}:root`,
          Service: 'ec2.amazonaws.com',
        },
      }),
    ],
    [
      'a condition on a key that every service request has',
      allow({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } }),
    ],
    [
      'a deny statement for another service',
      [allow(), deny({ Principal: { Service: 'ssm.amazonaws.com' } })],
    ],
    [
      'a deny statement for another action',
      [allow(), deny({ Action: 'sts:TagSession' })],
    ],
    [
      'a deny statement for everyone except services',
      [
        allow(),
        deny({
          Principal: '*',
          Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        }),
      ],
    ],
    [
      'a deny statement for all except the service',
      [
        allow(),
        deny({
          Principal: undefined,
          NotPrincipal: { Service: 'ec2.amazonaws.com' },
        }),
      ],
    ],
  ])('returns true for %s', (_, statements) => {
    expect(judge(statements)).toMatchObject({
      service: 'ec2.amazonaws.com',
      admits: true,
    });
    for (const version of ['2008-10-17', undefined]) {
      expect(
        evaluateTrust(
          {
            arn: roleIn('aws'),
            trust: {
              Version: version,
              Statement: statements,
            } as PolicyDocument,
          },
          'ec2',
        ).admits,
      ).toBe(true);
    }
  });

  it.each<[string, unknown, boolean]>([
    ['no statement', [], false],
    ['nobody', allow({ Principal: undefined }), false],
    [
      'another service',
      allow({ Principal: { Service: 'rds.amazonaws.com' } }),
      false,
    ],
    ['the account only', allow({ Principal: { AWS: ACCOUNT } }), false],
    [
      'the service as an AWS principal',
      allow({ Principal: { AWS: 'ec2.amazonaws.com' } }),
      false,
    ],
    ['another action', allow({ Action: 'sts:TagSession' }), false],
    [
      'all actions except this one',
      allow({ Action: undefined, NotAction: 'sts:*' }),
      false,
    ],
    [
      'a condition that no service satisfies',
      allow({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }),
      false,
    ],
    ['EC2 in China', allow({ Principal: { Service: 'ec2.cn' } }), false],
    ['a deny statement for the service', [allow(), deny()], true],
    [
      'a deny statement for everyone',
      [allow(), deny({ Principal: '*' })],
      true,
    ],
    [
      'a deny statement for all except an account',
      [allow(), deny({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } })],
      true,
    ],
  ])('returns false for %s', (_, statements, isDenied) => {
    expect(judge(statements)).toMatchObject({ admits: false, isDenied });
  });

  it.each<[string, unknown]>([
    // AWS does not document that EC2 sends them.
    [
      'the account of the request',
      allow({ Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }),
    ],
    [
      'the resource of the request',
      allow({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:*' } } }),
    ],
    [
      'an external id',
      allow({ Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
    ],
    [
      'the caller, which is not the role',
      allow({ Condition: { ArnLike: { 'aws:PrincipalArn': roleIn('aws') } } }),
    ],
    [
      'a deny statement with a condition',
      [
        allow(),
        deny({
          Principal: '*',
          Condition: { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } },
        }),
      ],
    ],
    [
      'a deny statement for every AWS principal',
      [allow(), deny({ Principal: { AWS: '*' } })],
    ],
    ['everyone', allow({ Principal: '*' })],
    ['every AWS principal', allow({ Principal: { AWS: '*' } })],
    ['every service', allow({ Principal: { Service: '*' } })],
    [
      'a service of one region',
      allow({ Principal: { Service: 'ec2.us-east-1.amazonaws.com' } }),
    ],
    [
      'all except another principal',
      allow({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }),
    ],
    ['a resource, which trust policies do not have', allow({ Resource: '*' })],
    [
      'NotResource, which trust policies do not have',
      allow({ NotResource: 'x' }),
    ],
    [
      'a deny statement for all except everyone',
      [allow(), deny({ Principal: undefined, NotPrincipal: '*' })],
    ],
    [
      'a deny statement for all except a possible name of the service',
      [allow(), deny({ Principal: undefined, NotPrincipal: { Service: '*' } })],
    ],
    [
      'partially invalid principals',
      allow({ Principal: { Service: ['ec2.amazonaws.com', 1 as never] } }),
    ],
    ['a statement that is null', [null]],
    ['an invalid principal', allow({ Principal: 'ec2.amazonaws.com' as '*' })],
    ['an invalid effect', { ...allow(), Effect: 'allow' }],
    ['an invalid statement', ['Allow']],
    ['missing statements', undefined],
    ['a possible deny statement', [allow(), deny({ Resource: '*' })]],
  ])('returns unknown for %s', (_, statements) => {
    expect(judge(statements)).toMatchObject({
      admits: 'unknown',
      isDenied: false,
    });
  });

  it('returns unknown for an invalid policy, without a statement', () => {
    expect(judge(['Allow'])).toMatchObject({ decisive: [] });
  });

  it('lists a statement once, and none that does not affect the decision', () => {
    const open = allow({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    const unsure = allow({ Principal: { Service: '*' } });
    expect(
      judge([open, unsure, deny({ Action: 'sts:TagSession' })]).decisive.map(
        ({ index }) => index,
      ),
    ).toEqual([0, 1]);
  });

  it('lists the keys and the statement that determine an unknown decision', () => {
    const open = allow({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    expect(judge([ssm(), open]).decisive).toMatchObject([
      {
        source: 'trust',
        policy: 0,
        index: 1,
        statement: open,
        unknownKeys: ['aws:SourceAccount'],
      },
    ]);
    expect(judge([ssm(), allow({ Principal: '*' })]).decisive).toMatchObject([
      { source: 'trust', index: 1 },
    ]);
    expect(judge([allow(), ssm(), deny()]).decisive).toMatchObject([
      { source: 'trust', index: 2 },
    ]);
  });

  it.each([
    ['aws', 'ec2.amazonaws.com', true],
    ['aws', 'ec2.amazonaws.com.cn', 'unknown'],
    ['aws-cn', 'ec2.amazonaws.com.cn', true],
    ['aws-cn', 'ec2.amazonaws.com', 'unknown'],
    ['aws-us-gov', 'ec2.amazonaws.com', true],
  ])('in %s as %s: %s', (partition, Service, admits) => {
    expect(
      judge(allow({ Principal: { Service } }), 'ec2', { partition }).admits,
    ).toBe(admits);
  });
});

describe('evaluateTrust for Systems Manager', () => {
  const arnLike = (arn: string) =>
    ssm({ Condition: { ArnLike: { 'aws:SourceArn': arn } } });

  it.each<[string, PolicyStatement, boolean | 'unknown']>([
    ['without a condition', ssm(), true],
    [
      'for its own account',
      ssm({ Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }),
      true,
    ],
    [
      'for a different account',
      ssm({
        Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } },
      }),
      false,
    ],
    [
      'for the account’s region',
      arnLike(`arn:aws:ssm:us-east-1:${ACCOUNT}:*`),
      true,
    ],
    ['for every region', arnLike(`arn:aws:ssm:*:${ACCOUNT}:*`), true],
    [
      'for another region',
      arnLike(`arn:aws:ssm:eu-west-1:${ACCOUNT}:*`),
      false,
    ],
    [
      'for another account’s ARN',
      arnLike('arn:aws:ssm:*:444455556666:*'),
      false,
    ],
    [
      'for an undocumented key',
      arnLike(`arn:aws:ssm:us-east-1:${ACCOUNT}:managed-instance/*`),
      'unknown',
    ],
    ['as EC2', allow(), false],
  ])('%s', (_, statement, admits) => {
    expect(judge(statement, 'hybrid').admits).toBe(admits);
  });

  it('returns unknown for a condition on the account if the role’s ARN is invalid', () => {
    const statement = ssm({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    const trust = { Version: '2012-10-17', Statement: statement };

    expect(evaluateTrust({ arn: 'web', trust }, 'hybrid').admits).toBe(
      'unknown',
    );
  });

  it('returns unknown for conditions with Default Host Management', () => {
    const limited = ssm({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    expect(judge(ssm(), 'host-management').admits).toBe(true);
    expect(judge(limited, 'host-management').admits).toBe('unknown');
    expect(judge(allow(), 'host-management').admits).toBe(false);
  });
});

describe('the trust policies that the portal creates', () => {
  it.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('allow their kind of node only: %s', (partition, region) => {
    for (const target of ['ec2', 'hybrid'] as const) {
      const trust = trustPolicy({
        roleName: 'web',
        partition,
        accountId: ACCOUNT,
        target,
      });
      const role = { arn: roleIn(partition), trust, region };
      expect(evaluateTrust(role, 'ec2').admits).toBe(target === 'ec2');
      expect(evaluateTrust(role, 'hybrid').admits).toBe(target === 'hybrid');
    }
  });
});
