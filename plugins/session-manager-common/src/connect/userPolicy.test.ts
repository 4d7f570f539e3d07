import { evaluateAccess } from '../access/evaluateAccess';
import { PolicyDocument, policySize } from '../policy/PolicyDocument';
import {
  accessRequestPolicy,
  tunnelStatement,
  UserAccess,
  userPolicy,
} from './userPolicy';

const accountId = '111122223333';
const TAG = 'ssm:resourceTag/backstage.io/entity-ref';
const SESSION = 'ssm:resourceTag/aws:ssmmessages:session-id';
const KEY = `arn:aws:kms:us-east-1:${accountId}:key/1234abcd`;
/** AWS's default key policy, which delegates to the policies of the account. */
const KEY_POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  },
};

const access: UserAccess = {
  accountId,
  regions: [{ region: 'us-east-1', sessionKeyArn: KEY }],
  instanceTag: {
    key: 'backstage.io/entity-ref',
    value: 'component:default/payments',
  },
  nodeKinds: ['ec2', 'hybrid'],
};

const INSTANCE = `arn:aws:ec2:us-east-1:${accountId}:instance/i-0123456789abcdef0`;
const HYBRID = `arn:aws:ssm:us-east-1:${accountId}:managed-instance/mi-0123456789abcdef0`;
const DOCUMENT = `arn:aws:ssm:us-east-1:${accountId}:document/SSM-SessionManagerRunShell`;
const session = (id: string) =>
  `arn:aws:ssm:us-east-1:${accountId}:session/${id}`;

const PEOPLE = [
  {
    who: 'an IAM user',
    principalArn: `arn:aws:iam::${accountId}:user/ada`,
    userId: 'AIDAADAEXAMPLE',
    ownSession: 'ada-0a1b2c3d4e5f6a7b8',
  },
  {
    who: 'a role of IAM Identity Center',
    principalArn: `arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_DevOps_0123456789abcdef/ada@example.com`,
    userId: 'AROADEVOPSEXAMPLE:ada@example.com',
    // Starts with the name of the role session, not with the user ID.
    ownSession: 'ada@example.com-0a1b2c3d4e5f6a7b8',
  },
];

describe.each(PEOPLE)('with the policy, $who', person => {
  const { principalArn, userId, ownSession } = person;

  function may(
    action: string,
    resource: string,
    context: Record<string, string> = {},
    policy = userPolicy(access),
  ) {
    return evaluateAccess(
      {
        action,
        resource,
        principalArn,
        context: { 'aws:userid': userId, ...context },
        absentKeys: ['ssm:resourceTag/*'],
      },
      {
        identity: [policy],
        ...(action.startsWith('kms:') ? { resource: KEY_POLICY } : {}),
      },
    ).outcome;
  }
  const payments = { [TAG]: 'component:default/payments' };

  it.each([INSTANCE, HYBRID])('is allowed to start a session on %s', node => {
    expect(may('ssm:StartSession', node, payments)).toBe('allowed');
    expect(may('ssm:StartSession', DOCUMENT)).toBe('allowed');
    expect(
      may('ssmmessages:OpenDataChannel', session(ownSession), {
        [SESSION]: userId,
      }),
    ).toBe('allowed');
    expect(may('kms:GenerateDataKey', KEY)).toBe('allowed');
  });

  it.each([INSTANCE, HYBRID])(
    'is not allowed to start a session on %s of another service or without a tag',
    node => {
      expect(
        may('ssm:StartSession', node, { [TAG]: 'component:default/orders' }),
      ).toBe('denied');
      expect(may('ssm:StartSession', node)).toBe('denied');
    },
  );

  it.each([
    ['another region', INSTANCE.replace('us-east-1', 'eu-west-1')],
    ['another account', INSTANCE.replace(accountId, '444455556666')],
  ])('is not allowed to start a session in %s', (_, node) => {
    expect(may('ssm:StartSession', node, payments)).toBe('denied');
  });

  it.each(['ssm:TerminateSession', 'ssm:ResumeSession'])(
    'is allowed %s only for their own sessions',
    action => {
      expect(may(action, session(ownSession), { [SESSION]: userId })).toBe(
        'allowed',
      );
      for (const other of [
        'AIDAGRACEEXAMPLE',
        'AROADEVOPSEXAMPLE:grace@example.com',
        `${userId}2`,
      ]) {
        expect(
          may(action, session('grace-0a1b2c3d4e5f6a7b8'), { [SESSION]: other }),
        ).toBe('denied');
      }
    },
  );

  it('is not allowed to use another key, or to decrypt', () => {
    expect(may('kms:GenerateDataKey', KEY.replace('1234', '9999'))).toBe(
      'denied',
    );
    expect(may('kms:Decrypt', KEY)).toBe('denied');
  });

  it.each([
    ['ssm:SendCommand', INSTANCE],
    ['ssm:StartSession', DOCUMENT.replace('SSM-SessionManagerRunShell', 'any')],
    [
      'ssm:StartSession',
      'arn:aws:ssm:us-east-1::document/AWS-StartPortForwardingSession',
    ],
    ['ssm:StartSession', 'arn:aws:ssm:us-east-1::document/AWS-StartSSHSession'],
    ['ssm:UpdateDocument', DOCUMENT],
  ])('is not allowed %s on %s', (action, resource) => {
    expect(may(action, resource, payments)).toBe('denied');
  });

  it('is allowed to find nodes in the console', () => {
    for (const action of [
      'ec2:DescribeInstances',
      'ssm:DescribeSessions',
      'ssm:GetConnectionStatus',
      'ssm:DescribeInstanceProperties',
    ]) {
      expect(may(action, '*')).toBe('allowed');
    }
  });

  it.each(['AWS-StartPortForwardingSession', 'AWS-StartSSHSession'])(
    'is allowed to use %s with the additional statement',
    document => {
      const policy = {
        Version: '2012-10-17',
        Statement: [tunnelStatement(access)],
      };
      const arn = `arn:aws:ssm:us-east-1::document/${document}`;
      expect(may('ssm:StartSession', arn, {}, policy)).toBe('allowed');
      expect(may('ssm:StartSession', DOCUMENT, {}, policy)).toBe('denied');
      expect(may('ssm:StartSession', INSTANCE, payments, policy)).toBe(
        'denied',
      );
    },
  );

  it('is allowed to request just-in-time access, but not to bypass the approval', () => {
    const policy = accessRequestPolicy(access);
    const document = `arn:aws:ssm:us-east-1:${accountId}:document/approve`;
    expect(may('ssm:StartAccessRequest', INSTANCE, {}, policy)).toBe('allowed');
    expect(may('ssm:GetAccessToken', '*', {}, policy)).toBe('allowed');
    const opsItem = `arn:aws:ssm:us-east-1:${accountId}:opsitem/oi-1`;
    for (const action of ['ssm:CreateOpsItem', 'ssm:GetOpsItem']) {
      expect(may(action, opsItem, {}, policy)).toBe('allowed');
    }
    expect(
      may(
        'ssm:StartAutomationExecution',
        document,
        { 'ssm:DocumentType': 'ManualApprovalPolicy' },
        policy,
      ),
    ).toBe('allowed');
    expect(
      may(
        'ssm:StartAutomationExecution',
        document,
        { 'ssm:DocumentType': 'Automation' },
        policy,
      ),
    ).toBe('denied');
    expect(may('ssm:StartSession', INSTANCE, payments, policy)).toBe('denied');
    expect(may('ssm:StartSession', DOCUMENT, {}, policy)).toBe('denied');
  });
});

describe('the policy', () => {
  it('contains no key if sessions are not encrypted with one', () => {
    const policy = userPolicy({
      ...access,
      regions: [{ region: 'us-east-1' }],
    });
    expect(JSON.stringify(policy)).not.toContain('kms:');
  });

  it('contains only the given kinds of node', () => {
    expect(
      JSON.stringify(userPolicy({ ...access, nodeKinds: ['ec2'] })),
    ).not.toContain('managed-instance');
  });

  it('fits into one managed policy, even for many regions', () => {
    const regions = Array.from({ length: 9 }, (_, n) => ({
      region: `us-east-${n + 1}`,
      sessionKeyArn: KEY.replace('us-east-1', `us-east-${n + 1}`),
    }));
    expect(policySize(userPolicy({ ...access, regions }))).toBeLessThan(6144);
  });

  it('contains only ARNs of the partition', () => {
    const text = JSON.stringify([
      userPolicy({
        ...access,
        regions: [{ region: 'cn-north-1' }],
      }),
      tunnelStatement({
        ...access,
        regions: [{ region: 'cn-north-1' }],
      }),
    ]);
    expect(new Set(text.match(/arn:[^:]*/g))).toEqual(new Set(['arn:aws-cn']));
  });

  it.each<[string, Partial<UserAccess>, RegExp]>([
    ['an invalid account', { accountId: '*' }, /^accountId: /],
    ['an unknown region', { regions: [{ region: 'us-mars-1' }] }, /region: /],
    [
      'regions in two partitions',
      { regions: [{ region: 'us-east-1' }, { region: 'cn-north-1' }] },
      /^regions: must be in the same partition/,
    ],
    ['no region', { regions: [] }, /^regions: /],
    [
      'a wildcard as key',
      { regions: [{ region: 'us-east-1', sessionKeyArn: '*' }] },
      /^regions.0.sessionKeyArn: /,
    ],
    [
      'a tag with a variable',
      // eslint-disable-next-line no-template-curly-in-string
      { instanceTag: { key: 'service', value: '${aws:username}' } },
      /^instanceTag: /,
    ],
    [
      'a tag without a value',
      { instanceTag: { key: 'service', value: '' } },
      /^instanceTag: /,
    ],
    ['a wildcard as document', { documentName: '*' }, /^documentName: /],
  ])('rejects %s', (_, other, message) => {
    for (const make of [userPolicy, tunnelStatement, accessRequestPolicy]) {
      expect(() => make({ ...access, ...other })).toThrow(message);
    }
  });
});
