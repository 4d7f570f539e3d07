import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  paginateSimulatePrincipalPolicy,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { clientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';

jest.setTimeout(300_000);

const ROLE = 'arn:aws:iam::111122223333:role/web';
const USER = 'arn:aws:iam::111122223333:user/ada';

interface Statement {
  Effect?: 'Allow' | 'Deny';
  Principal?: object;
  Action?: string | string[];
  NotAction?: string;
  Resource?: string | string[];
  Condition?: object;
}

describe('iam:SimulatePrincipalPolicy', () => {
  let aws: LocalAws;
  let iam: IAMClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    iam = new IAMClient(clientConfig(aws.env));
  });

  beforeEach(async () => {
    await aws.reset();
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'web',
        AssumeRolePolicyDocument: policy({
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
  });

  afterAll(() => aws.stop());

  it('returns the matched statement, its policy and its position', async () => {
    await putInline(
      'logs',
      `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    {
      "Effect": "Allow",
      "Action": "s3:Put*",
      "Resource": "arn:aws:s3:::logs/*"
    }
  ]
}`,
    );
    await attachManaged('keys', policy({ Action: 'kms:Decrypt' }));

    const [put, decrypt, remove] = await simulate({
      ActionNames: ['s3:PutObject', 'kms:Decrypt', 's3:DeleteObject'],
      ResourceArns: ['arn:aws:s3:::logs/a'],
    });

    expect(put).toMatchObject({
      EvalActionName: 's3:PutObject',
      EvalResourceName: 'arn:aws:s3:::logs/a',
      EvalDecision: 'allowed',
      MatchedStatements: [
        {
          SourcePolicyId: 'role_web_logs',
          SourcePolicyType: 'IAM Policy',
          StartPosition: { Line: 4, Column: 70 },
          EndPosition: { Line: 9, Column: 6 },
        },
      ],
    });
    expect(decrypt.MatchedStatements).toMatchObject([
      { SourcePolicyId: 'keys', StartPosition: { Line: 1, Column: 38 } },
    ]);
    expect(remove).toMatchObject({
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
    });
  });

  it('gives precedence to a denial, and returns only that', async () => {
    await putInline('all', policy({ Action: '*' }));
    await putInline('but', policy({ Effect: 'Deny', Action: 'S3:put*' }));

    const [result] = await simulate({ ActionNames: ['s3:PutObject'] });

    expect(result).toMatchObject({
      EvalDecision: 'explicitDeny',
      EvalResourceName: '*',
      MatchedStatements: [{ SourcePolicyId: 'role_web_but' }],
    });
  });

  it('returns a decision for each resource', async () => {
    await putInline(
      'logs',
      policy({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::logs/?/*' }),
    );

    const [result] = await simulate({
      ActionNames: ['s3:PutObject'],
      ResourceArns: ['arn:aws:s3:::logs/a/1', 'arn:aws:s3:::logs/ab/1'],
    });

    expect(result.EvalDecision).toBe('implicitDeny');
    expect(result.ResourceSpecificResults).toMatchObject([
      {
        EvalResourceName: 'arn:aws:s3:::logs/a/1',
        EvalResourceDecision: 'allowed',
        MatchedStatements: [{ SourcePolicyId: 'role_web_logs' }],
      },
      {
        EvalResourceName: 'arn:aws:s3:::logs/ab/1',
        EvalResourceDecision: 'implicitDeny',
        MatchedStatements: [],
      },
    ]);
  });

  it('returns missing context keys of conditions', async () => {
    const key = 's3:x-amz-server-side-encryption';
    await putInline(
      'logs',
      policy({
        Action: 's3:PutObject',
        Condition: { StringEquals: { [key]: 'aws:kms' } },
      }),
    );
    const ActionNames = ['s3:PutObject'];

    const [without] = await simulate({ ActionNames });
    const [onResource] = await simulate({
      ActionNames,
      ResourceArns: ['arn:aws:s3:::logs/a'],
    });
    const [given] = await simulate({
      ActionNames,
      ContextEntries: [
        {
          ContextKeyName: key.toUpperCase(),
          ContextKeyValues: ['aws:kms'],
          ContextKeyType: 'string',
        },
      ],
    });

    expect(without).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: [key],
    });
    expect(onResource.MissingContextValues).toEqual([]);
    expect(
      onResource.ResourceSpecificResults?.[0].MissingContextValues,
    ).toEqual([key]);
    expect(given).toMatchObject({
      EvalDecision: 'allowed',
      MissingContextValues: [],
    });
  });

  it.each<[string, object, string[] | undefined, boolean]>([
    ['StringEquals', { 'a:k': 'x' }, ['x'], true],
    ['StringEquals', { 'a:k': ['x', 'y'] }, ['y'], true],
    ['StringEquals', { 'a:k': 'x' }, ['X'], false],
    ['StringEquals', { 'a:k': 'x' }, undefined, false],
    ['StringEqualsIfExists', { 'a:k': 'x' }, undefined, true],
    ['StringEqualsIgnoreCase', { 'a:k': 'x' }, ['X'], true],
    ['StringNotEquals', { 'a:k': 'x' }, ['y'], true],
    ['StringNotEquals', { 'a:k': ['x', 'y'] }, ['y'], false],
    ['StringNotEquals', { 'a:k': 'x' }, undefined, true],
    [
      'StringLike',
      { 'a:k': 's3.*.amazonaws.com' },
      ['s3.eu.amazonaws.com'],
      true,
    ],
    ['StringNotLike', { 'a:k': 's3.*' }, ['s3.eu'], false],
    ['ArnLike', { 'a:k': 'arn:aws:ssm:*:1:*' }, ['arn:aws:ssm:eu:1:a:b'], true],
    ['ArnLike', { 'a:k': 'arn:aws:*:1:*' }, ['arn:aws:ssm:eu:1:a'], false],
    ['NumericLessThan', { 'a:k': 10 }, ['9.5'], true],
    ['NumericGreaterThanEquals', { 'a:k': '10' }, ['ten'], false],
    ['DateLessThan', { 'a:k': '2026-01-01T00:00:00Z' }, ['1700000000'], true],
    ['Bool', { 'a:k': true }, ['True'], true],
    ['IpAddress', { 'a:k': '10.0.0.0/8' }, ['10.1.2.3'], true],
    ['NotIpAddress', { 'a:k': '10.0.0.0/8' }, ['10.1.2.3'], false],
    ['Null', { 'a:k': 'true' }, undefined, true],
    ['Null', { 'a:k': false }, ['x'], true],
    ['ForAllValues:StringEquals', { 'a:k': ['x', 'y'] }, ['x', 'y'], true],
    ['ForAllValues:StringEquals', { 'a:k': ['x'] }, ['x', 'y'], false],
    ['ForAllValues:StringEquals', { 'a:k': ['x'] }, undefined, true],
    ['ForAnyValue:StringEquals', { 'a:k': ['x'] }, ['x', 'y'], true],
    ['ForAnyValue:StringEquals', { 'a:k': ['x'] }, undefined, false],
  ])('evaluates %s %j with %j: %s', async (operator, keys, values, allowed) => {
    const [result] = await simulate({
      ActionNames: ['s3:PutObject'],
      PolicyInputList: [
        policy({ Action: 's3:*', Condition: { [operator]: keys } }),
      ],
      ContextEntries: values && [
        {
          ContextKeyName: 'a:k',
          ContextKeyValues: values,
          ContextKeyType: 'stringList',
        },
      ],
    });

    expect(result.EvalDecision).toBe(allowed ? 'allowed' : 'implicitDeny');
  });

  it('resolves variables, and supports NotAction', async () => {
    await putInline(
      'own',
      policy({
        NotAction: 's3:Delete*',
        Resource: 'arn:aws:s3:::logs/${aws:PrincipalTag/team}/*',
      }),
    );
    const decide = async (action: string, team: string) => {
      const [{ EvalDecision }] = await simulate({
        ActionNames: [action],
        ResourceArns: ['arn:aws:s3:::logs/payments/1'],
        ContextEntries: [
          {
            ContextKeyName: 'aws:PrincipalTag/team',
            ContextKeyValues: [team],
            ContextKeyType: 'string',
          },
        ],
      });
      return EvalDecision;
    };

    expect(await decide('s3:PutObject', 'payments')).toBe('allowed');
    expect(await decide('s3:PutObject', 'orders')).toBe('implicitDeny');
    expect(await decide('s3:DeleteObject', 'payments')).toBe('implicitDeny');
  });

  it('applies a boundary, its own or one from the input', async () => {
    await putInline('all', policy({ Action: '*' }));
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'boundary',
        PolicyDocument: policy({ Action: 's3:*' }),
      }),
    );
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'web',
        PermissionsBoundary: Policy?.Arn,
      }),
    );
    const ActionNames = ['s3:PutObject', 'kms:Decrypt'];

    expect(await simulate({ ActionNames })).toMatchObject([
      {
        EvalDecision: 'allowed',
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: true,
        },
      },
      {
        EvalDecision: 'implicitDeny',
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: false,
        },
      },
    ]);
    expect(
      await simulate({
        ActionNames,
        PermissionsBoundaryPolicyInputList: [policy({ Action: 'kms:*' })],
      }),
    ).toMatchObject([
      { EvalDecision: 'implicitDeny' },
      { EvalDecision: 'allowed' },
    ]);
  });

  it('evaluates a resource policy for a user: either side within an account, both across accounts', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'ada' }));
    const ResourcePolicy = policy({
      Principal: { AWS: USER },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::logs/*',
    });
    const decide = async (ResourceOwner?: string, action = 's3:PutObject') => {
      const [{ EvalDecision }] = await simulate({
        PolicySourceArn: USER,
        ActionNames: [action],
        ResourceArns: ['arn:aws:s3:::logs/1'],
        ResourcePolicy,
        ResourceOwner,
      });
      return EvalDecision;
    };
    const foreign = 'arn:aws:iam::444455556666:root';

    expect(await decide()).toBe('allowed');
    expect(await decide(undefined, 's3:GetObject')).toBe('implicitDeny');
    expect(await decide(foreign)).toBe('implicitDeny');

    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'ada',
        PolicyName: 'logs',
        PolicyDocument: policy({ Action: 's3:*' }),
      }),
    );
    expect(await decide(foreign)).toBe('allowed');
    await expect(
      simulate({ ActionNames: ['s3:PutObject'], ResourcePolicy }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('returns pages', async () => {
    const ActionNames = ['a', 'b', 'c'].map(name => `s3:${name}`);
    const pages = paginateSimulatePrincipalPolicy(
      { client: iam, pageSize: 2 },
      { PolicySourceArn: ROLE, ActionNames },
    );
    const names: unknown[] = [];
    for await (const { EvaluationResults } of pages) {
      names.push(EvaluationResults?.map(result => result.EvalActionName));
    }

    expect(names).toEqual([['s3:a', 's3:b'], ['s3:c']]);
  });

  it('refuses a principal that does not exist, and an invalid policy', async () => {
    const ActionNames = ['s3:PutObject'];
    await expect(
      simulate({ PolicySourceArn: `${ROLE}s`, ActionNames }),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(
      simulate({ ActionNames, PolicyInputList: ['{"Version":'] }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  async function simulate(
    input: Omit<SimulatePrincipalPolicyCommandInput, 'PolicySourceArn'> & {
      PolicySourceArn?: string;
    },
  ) {
    const { EvaluationResults = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn: ROLE, ...input }),
    );
    return EvaluationResults;
  }

  function putInline(PolicyName: string, PolicyDocument: string) {
    return iam.send(
      new PutRolePolicyCommand({ RoleName: 'web', PolicyName, PolicyDocument }),
    );
  }

  async function attachManaged(PolicyName: string, PolicyDocument: string) {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName, PolicyDocument }),
    );
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: 'web', PolicyArn: Policy?.Arn }),
    );
  }
});

function policy(statement: Statement): string {
  const isTrust = statement.Action === 'sts:AssumeRole';
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', ...(isTrust ? {} : { Resource: '*' }), ...statement },
    ],
  });
}
