import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { trustPolicy } from '../policy/trustPolicy';
import { Assumer, judgeTrust } from './judgeTrust';

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
  return judgeTrust(
    {
      arn: roleIn(partition),
      trust: { Version: version, Statement: statements } as PolicyDocument,
      region,
    },
    assumer,
  );
}

describe('whether EC2 may assume a role', () => {
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
      'all actions but another',
      allow({ Action: undefined, NotAction: 'iam:*' }),
    ],
    [
      'several services',
      allow({
        Principal: { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      }),
    ],
    [
      'accounts beside the service',
      allow({
        Principal: {
          AWS: `arn:aws:iam::${ACCOUNT}:root`,
          Service: 'ec2.amazonaws.com',
        },
      }),
    ],
    [
      'a condition on what every request of a service has',
      allow({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } }),
    ],
    [
      'a denial of another service',
      [allow(), deny({ Principal: { Service: 'ssm.amazonaws.com' } })],
    ],
    [
      'a denial of another action',
      [allow(), deny({ Action: 'sts:TagSession' })],
    ],
    [
      'a denial of everyone but services',
      [
        allow(),
        deny({
          Principal: '*',
          Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        }),
      ],
    ],
    [
      'a denial of all but the service',
      [
        allow(),
        deny({
          Principal: undefined,
          NotPrincipal: { Service: 'ec2.amazonaws.com' },
        }),
      ],
    ],
  ])('yes: %s', (_, statements) => {
    expect(judge(statements)).toMatchObject({
      service: 'ec2.amazonaws.com',
      admits: true,
    });
    for (const version of ['2008-10-17', undefined]) {
      expect(
        judgeTrust(
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
      'all actions but this',
      allow({ Action: undefined, NotAction: 'sts:*' }),
      false,
    ],
    [
      'a condition that no service meets',
      allow({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }),
      false,
    ],
    ['EC2 of China', allow({ Principal: { Service: 'ec2.cn' } }), false],
    ['a denial of the service', [allow(), deny()], true],
    ['a denial of everyone', [allow(), deny({ Principal: '*' })], true],
    [
      'a denial of all but an account',
      [allow(), deny({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } })],
      true,
    ],
  ])('no: %s', (_, statements, isDenied) => {
    expect(judge(statements)).toMatchObject({ admits: false, isDenied });
  });

  it.each<[string, unknown]>([
    // AWS does not say that EC2 sends them.
    [
      'the account that asks',
      allow({ Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }),
    ],
    [
      'what it asks for',
      allow({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:*' } } }),
    ],
    [
      'an external id',
      allow({ Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
    ],
    [
      'who calls, which is not the role',
      allow({ Condition: { ArnLike: { 'aws:PrincipalArn': roleIn('aws') } } }),
    ],
    [
      'a denial with a condition',
      [
        allow(),
        deny({
          Principal: '*',
          Condition: { StringNotEquals: { 'aws:SourceAccount': ACCOUNT } },
        }),
      ],
    ],
    [
      'a denial of every principal of AWS',
      [allow(), deny({ Principal: { AWS: '*' } })],
    ],
    ['everyone', allow({ Principal: '*' })],
    ['every principal of AWS', allow({ Principal: { AWS: '*' } })],
    ['every service', allow({ Principal: { Service: '*' } })],
    [
      'a service of one region',
      allow({ Principal: { Service: 'ec2.us-east-1.amazonaws.com' } }),
    ],
    [
      'all but someone',
      allow({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }),
    ],
    ['a resource, which no trust policy has', allow({ Resource: '*' })],
    ['all but a resource, which none has', allow({ NotResource: 'x' })],
    [
      'a denial of all but everyone',
      [allow(), deny({ Principal: undefined, NotPrincipal: '*' })],
    ],
    [
      'a denial of all but what may be the service',
      [allow(), deny({ Principal: undefined, NotPrincipal: { Service: '*' } })],
    ],
    [
      'principals that are none in part',
      allow({ Principal: { Service: ['ec2.amazonaws.com', 1 as never] } }),
    ],
    ['a statement that is null', [null]],
    [
      'a principal that is none',
      allow({ Principal: 'ec2.amazonaws.com' as '*' }),
    ],
    ['an effect that is none', { ...allow(), Effect: 'allow' }],
    ['a statement that is none', ['Allow']],
    ['no statements at all', undefined],
    ['a denial that may be meant', [allow(), deny({ Resource: '*' })]],
  ])('unknown: %s', (_, statements) => {
    expect(judge(statements)).toMatchObject({
      admits: 'unknown',
      isDenied: false,
    });
  });

  it('is not known of what is no policy, for no statement’s sake', () => {
    expect(judge(['Allow'])).toMatchObject({ decisive: [] });
  });

  it('names a statement once, and none that decides nothing', () => {
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

  it('names the keys and the statement that it depends on', () => {
    const open = allow({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    expect(judge([ssm(), open]).decisive).toMatchObject([
      {
        source: 'trust',
        policy: 0,
        index: 1,
        statement: open,
        unsettled: ['aws:SourceAccount'],
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

describe('whether Systems Manager may assume a role', () => {
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
      'for another account',
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
    ['for another account’s', arnLike('arn:aws:ssm:*:444455556666:*'), false],
    [
      'for what is not documented',
      arnLike(`arn:aws:ssm:us-east-1:${ACCOUNT}:managed-instance/*`),
      'unknown',
    ],
    ['as EC2', allow(), false],
  ])('%s', (_, statement, admits) => {
    expect(judge(statement, 'hybrid').admits).toBe(admits);
  });

  it('for an account is not known of a role whose ARN is none', () => {
    const statement = ssm({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    const trust = { Version: '2012-10-17', Statement: statement };

    expect(judgeTrust({ arn: 'web', trust }, 'hybrid').admits).toBe('unknown');
  });

  it('for Default Host Management is not known by keys', () => {
    const limited = ssm({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    });
    expect(judge(ssm(), 'host-management').admits).toBe(true);
    expect(judge(limited, 'host-management').admits).toBe('unknown');
    expect(judge(allow(), 'host-management').admits).toBe(false);
  });
});

describe('the trust policies that the portal writes', () => {
  it.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('let their nodes in, and no others: %s', (partition, region) => {
    for (const target of ['ec2', 'hybrid'] as const) {
      const trust = trustPolicy({
        roleName: 'web',
        partition,
        accountId: ACCOUNT,
        target,
      });
      const role = { arn: roleIn(partition), trust, region };
      expect(judgeTrust(role, 'ec2').admits).toBe(target === 'ec2');
      expect(judgeTrust(role, 'hybrid').admits).toBe(target === 'hybrid');
    }
  });
});
