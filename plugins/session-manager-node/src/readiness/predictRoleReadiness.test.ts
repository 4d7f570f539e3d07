import {
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ResetServiceSettingCommand,
  SSMClient,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { mockServices } from '@backstage/backend-test-utils';
import {
  asList,
  documents,
  PolicyDocument,
  PolicyStatement,
  ProblemSummary,
  resolveRoleSpec,
  roleExists,
  RoleSpec,
  trustPolicy,
  Verdict,
} from 'backstage-plugin-session-manager-common';
import {
  assumeAccount,
  demoFleet,
  seedOrganization,
  nodeTags,
} from 'local-aws';
import { putPreferences, useDemoFleet } from '../__testUtils__/demoFleet';
import { DEVELOPMENT, testAccounts } from '../__testUtils__/testAccounts';
import { AwsAccounts } from '../accounts/AwsAccounts';
import { readRoleSnapshot } from '../role/readRoleSnapshot';
import { createTaskCache } from '../cache/ReadCache';
import { readEvidence } from './predictRoleReadiness';

const REGION = 'us-east-1';

jest.setTimeout(300_000);

/** A role and its environment, with the expected prediction. */
interface Case {
  what: string;
  /** Differences from the preferences of the demo fleet. */
  preferences?: object;
  /** Actions that the role's policy omits. */
  without?: string[];
  /** Additional statements of the role's policy. */
  with?: PolicyStatement[];
  boundary?: PolicyStatement[];
  /** Who may assume the role; EC2 by default. */
  trust?: PolicyDocument;
  /** Without an instance profile. */
  isLoose?: boolean;
  online?: Verdict;
  starts?: Verdict;
  s3?: Verdict | null;
  cloudWatchLogs?: Verdict | null;
  problems?: Array<Partial<ProblemSummary>>;
}

const trusting = (...Service: string[]): PolicyDocument => ({
  Version: '2008-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sts:AssumeRole',
  },
});

const ADVANCED = {
  SettingId: '/ssm/managed-instance/activation-tier',
  SettingValue: 'advanced',
};

const EVERYTHING: PolicyStatement = {
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
};

const ofAlias = (alias: string): PolicyStatement => ({
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
});

const CASES: Case[] = [
  { what: 'a healthy role' },
  {
    what: 'a role that is not allowed to use the bucket’s key',
    without: ['kms:GenerateDataKey'],
    s3: 'no',
    problems: [{ code: 's3-key-generate-denied', stage: 'log' }],
  },
  {
    what: 'a role that is not allowed to register',
    without: ['ssm:UpdateInstanceInformation'],
    online: 'no',
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [{ code: 'update-instance-information-denied', stage: 'online' }],
  },
  {
    what: 'a role that is not allowed to open a data channel',
    without: ['ssmmessages:CreateDataChannel', 'ssmmessages:OpenDataChannel'],
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [
      {
        code: 'create-data-channel-denied',
        stage: 'start',
        agentMessage: expect.stringContaining('CreateDataChannel failed'),
      },
      { code: 'open-data-channel-denied', stage: 'start' },
    ],
  },
  {
    what: 'a role that is not allowed to decrypt the session’s key',
    without: ['kms:Decrypt'],
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [
      {
        code: 'session-key-decrypt-denied',
        agentMessage: expect.stringContaining('Fetching data key failed'),
      },
    ],
  },
  {
    what: 'a role that may use keys with an alias that the session key has',
    without: ['kms:Decrypt'],
    with: [ofAlias(demoFleet.keyAlias)],
  },
  {
    what: 'a role that may use keys with an alias that the session key lacks',
    without: ['kms:Decrypt'],
    with: [ofAlias('alias/another')],
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [{ code: 'session-key-decrypt-denied' }],
  },
  {
    what: 'a role limited to an organization, in an account outside of any',
    without: ['kms:Decrypt'],
    with: [
      {
        ...ofAlias(''),
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-acme' } },
      },
    ],
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [{ code: 'session-key-decrypt-denied' }],
  },
  {
    what: 'a role that is not allowed to put log events',
    without: ['logs:PutLogEvents'],
    cloudWatchLogs: 'no',
    problems: [{ code: 'cw-put-events-denied', stage: 'log' }],
  },
  {
    what: 'a log group without encryption',
    preferences: { cloudWatchLogGroupName: demoFleet.logGroups.plain },
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [{ code: 'cw-group-not-encrypted', stage: 'start' }],
  },
  {
    what: 'a log group that does not exist',
    preferences: { cloudWatchLogGroupName: '/ssm/none' },
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [{ code: 'cw-encryption-group-missing', stage: 'start' }],
  },
  {
    what: 'a bucket without encryption',
    preferences: { s3BucketName: 'plain-logs' },
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    with: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    problems: [{ code: 's3-encryption-check-failed', stage: 'start' }],
  },
  {
    what: 'a bucket with dual-layer encryption',
    preferences: { s3BucketName: 'dsse-logs' },
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    with: [EVERYTHING],
    problems: [{ code: 's3-bucket-not-encrypted', stage: 'start' }],
  },
  {
    what: 'a bucket whose policy denies',
    preferences: { s3BucketName: 'closed-logs' },
    with: [EVERYTHING],
    s3: 'no',
    problems: [{ code: 's3-put-denied', stage: 'log' }],
  },
  {
    what: 'a bucket that does not exist, without the encryption flag',
    preferences: { s3BucketName: 'nobodys-logs', s3EncryptionEnabled: false },
    s3: 'no',
    problems: [{ code: 's3-put-denied', stage: 'log' }],
  },
  {
    what: 'a boundary that omits the message service',
    boundary: [{ Effect: 'Allow', NotAction: 'ssmmessages:*', Resource: '*' }],
    online: 'no',
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [
      { code: 'create-control-channel-denied' },
      { code: 'open-control-channel-denied' },
      { code: 'create-data-channel-denied' },
      { code: 'open-data-channel-denied' },
    ],
  },
  {
    what: 'a boundary that names the region',
    boundary: [
      {
        ...EVERYTHING,
        Condition: { StringEquals: { 'aws:RequestedRegion': REGION } },
      },
    ],
  },
  {
    what: 'a condition that depends on the network',
    without: ['ssmmessages:OpenControlChannel'],
    with: [
      {
        Effect: 'Allow',
        Action: 'ssmmessages:OpenControlChannel',
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } },
      },
    ],
    online: 'unknown',
    starts: 'unknown',
    s3: 'unknown',
    cloudWatchLogs: 'unknown',
    problems: [{ code: 'open-control-channel-denied', severity: 'unknown' }],
  },
  {
    what: 'no preferences',
    preferences: {
      s3BucketName: '',
      cloudWatchLogGroupName: '',
      kmsKeyId: '',
    },
    s3: null,
    cloudWatchLogs: null,
  },
];

describe('the readiness of existing roles', () => {
  const aws = useDemoFleet({ awsManagedPolicies: true });
  let iam: IAMClient;
  let preferred: object;

  beforeAll(async () => {
    iam = new IAMClient(aws.client());
    preferred = {
      s3BucketName: demoFleet.bucket,
      s3KeyPrefix: demoFleet.prefix,
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: demoFleet.logGroups.encrypted,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: aws.key(),
    };
    await seedBuckets();
  });

  beforeEach(() => putPreferences(aws.client(), preferred));

  async function seedBuckets() {
    const s3 = new S3Client(aws.client());
    for (const Bucket of ['plain-logs', 'dsse-logs', 'closed-logs']) {
      await s3.send(new CreateBucketCommand({ Bucket }));
    }
    for (const [Bucket, SSEAlgorithm] of [
      ['dsse-logs', 'aws:kms:dsse'],
      ['closed-logs', 'AES256'],
    ] as const) {
      await s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }],
          },
        }),
      );
    }
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'closed-logs',
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::closed-logs/*',
          },
        }),
      }),
    );
  }

  const spec = (): RoleSpec => ({
    roleName: 'web-session-role',
    kmsKeyArn: aws.key(),
    s3: {
      bucket: demoFleet.bucket,
      prefix: demoFleet.prefix,
      kmsKeyArn: aws.key(),
    },
    cloudWatchLogs: { logGroup: demoFleet.logGroups.encrypted },
  });

  let made = 0;

  async function makeRole(parts: Case): Promise<string> {
    const RoleName = `case-${(made += 1)}`;
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(
          parts.trust ?? trustPolicy(spec()),
        ),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'sessions',
        PolicyDocument: JSON.stringify(policyOf(parts)),
      }),
    );
    if (!parts.isLoose) {
      await hold(RoleName);
    }
    return RoleName;
  }

  /** Instances use profiles, not roles. */
  async function hold(RoleName: string, of = iam) {
    const InstanceProfileName = RoleName;
    await of.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await of.send(
      new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }),
    );
  }

  async function makePolicy(PolicyName: string, statements: PolicyStatement[]) {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: statements,
        }),
      }),
    );
    return Policy?.Arn;
  }

  function policyOf({ without = [], with: more = [] }: Case): PolicyDocument {
    const { permissions } = documents(
      resolveRoleSpec(spec(), { accountId: DEVELOPMENT, partition: 'aws' }),
    );
    const kept = asList(permissions.Statement).flatMap(statement => {
      const Action = asList(statement.Action).filter(
        action => !without.includes(action),
      );
      return Action.length > 0 ? [{ ...statement, Action }] : [];
    });
    return { Version: '2012-10-17', Statement: [...kept, ...more] };
  }

  async function predictionOf(
    roleName: string,
    accounts = testAccounts(),
    id?: string,
  ) {
    const account = await accounts.get(id);
    const snapshot = await readRoleSnapshot({
      account,
      roleName,
      cache: createTaskCache(),
    });
    if (!roleExists(snapshot)) {
      throw new Error(`There is no role ${roleName}`);
    }
    aws.calls();
    return readEvidence(snapshot, {
      accounts,
      account,
      region: REGION,
      cache: createTaskCache(),
    });
  }

  it.each(CASES.map(one => [one.what, one] as const))(
    'is predicted for %s, and the IAM policy simulator agrees',
    async (_, one) => {
      const roleName = await makeRole(one);
      if (one.boundary) {
        await iam.send(
          new PutRolePermissionsBoundaryCommand({
            RoleName: roleName,
            PermissionsBoundary: await makePolicy(roleName, one.boundary),
          }),
        );
      }
      await putPreferences(aws.client(), { ...preferred, ...one.preferences });

      const { readiness, simulatorResult } = await predictionOf(roleName);

      expect(readiness).toMatchObject({
        online: one.online ?? 'yes',
        starts: one.starts ?? 'yes',
        logged: {
          s3: one.s3 === undefined ? 'yes' : one.s3,
          cloudWatchLogs:
            one.cloudWatchLogs === undefined ? 'yes' : one.cloudWatchLogs,
        },
      });
      expect(
        readiness.problems.filter(({ severity }) => severity !== 'info'),
      ).toEqual(
        (one.problems ?? []).map(problem => expect.objectContaining(problem)),
      );
      expect(simulatorResult).toMatchObject({
        status: 'given',
        compared: expect.any(Number),
        disagreements: [],
      });
    },
  );

  it('needs few calls, with one to the simulator', async () => {
    const roleName = await makeRole({ what: 'a healthy role' });

    await predictionOf(roleName);

    expect(aws.calls()).toEqual([
      'DescribeIamInstanceProfileAssociations',
      'DescribeKey',
      'DescribeLogGroups',
      'GetBucketEncryption',
      'GetBucketPolicy',
      'GetDocument',
      'GetKeyPolicy',
      'HeadBucket',
      'SimulatePrincipalPolicy',
    ]);
  });

  it('is predicted without the simulator if AWS denies access to it', async () => {
    const roleName = await makeRole({ what: 'a healthy role' });
    aws.refuse('SimulatePrincipalPolicy');

    const { readiness, simulatorResult } = await predictionOf(roleName);

    expect(readiness.starts).toBe('yes');
    expect(simulatorResult).toMatchObject({
      status: 'none',
      fault: {
        kind: 'refused',
        hint: expect.stringContaining('iam:SimulatePrincipalPolicy'),
      },
    });
  });

  it('is unknown without preferences, except for being online', async () => {
    const roleName = await makeRole({ what: 'a healthy role' });
    aws.refuse('GetDocument');

    const { readiness } = await predictionOf(roleName);

    expect(readiness).toMatchObject({
      online: 'yes',
      starts: 'unknown',
      logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
      problems: [
        {
          code: 'preferences-unknown',
          severity: 'unknown',
          repair: { text: expect.stringContaining('ssm:GetDocument') },
        },
      ],
    });
  });

  it.each([
    ['GetBucketPolicy', 's3', 's3:GetBucketPolicy'],
    ['DescribeLogGroups', 'starts', 'logs:DescribeLogGroups'],
    ['GetKeyPolicy', 'starts', 'kms:GetKeyPolicy'],
  ])(
    'is unknown if %s is denied, and says what to allow',
    async (operation, part, action) => {
      const roleName = await makeRole({ what: 'a healthy role' });
      aws.refuse(operation);

      const { readiness } = await predictionOf(roleName);

      const { starts, logged } = readiness;
      expect({ starts, ...logged }).toMatchObject({ [part]: 'unknown' });
      expect(readiness.problems).toContainEqual(
        expect.objectContaining({
          severity: 'unknown',
          repair: expect.objectContaining({
            kind: 'advice',
            text: expect.stringContaining(`Allow ${action}`),
          }),
        }),
      );
    },
  );

  it('fails if EC2 is not allowed to assume the role, and the spec repairs that', async () => {
    const roleName = await makeRole({
      what: 'a role of another service that an instance uses',
      trust: trusting('rds.amazonaws.com'),
    });

    expect(await predictionOf(roleName)).toMatchObject({
      readiness: {
        online: 'no',
        starts: 'no',
        problems: [
          {
            code: 'trust-does-not-admit-the-node',
            severity: 'error',
            repair: {
              trustStatement: { Principal: { Service: 'ec2.amazonaws.com' } },
            },
          },
        ],
      },
      trust: trusting('rds.amazonaws.com'),
      repair: { spec: { roleName, target: 'ec2' }, adopt: true },
    });
  });

  it('fails without an instance profile, and provisioning the role again creates one', async () => {
    const roleName = await makeRole({
      what: 'a role without an instance profile',
      isLoose: true,
    });

    expect(await predictionOf(roleName)).toMatchObject({
      readiness: {
        online: 'no',
        starts: 'no',
        problems: [{ code: 'not-in-instance-profile', severity: 'error' }],
      },
      repair: { spec: { roleName, target: 'ec2' } },
    });
  });

  it('is neutral for a role for ECS tasks, and offers no repair', async () => {
    const roleName = await makeRole({
      what: 'a role for ECS Exec',
      trust: trusting('ecs-tasks.amazonaws.com'),
      isLoose: true,
      without: ['ssm:UpdateInstanceInformation'],
    });

    const { readiness, repair } = await predictionOf(roleName);

    expect(readiness).toMatchObject({
      purpose: { label: 'ECS tasks', principals: ['ecs-tasks.amazonaws.com'] },
      problems: [{ severity: 'info' }],
    });
    expect(repair).toBeUndefined();
  });

  it('covers both kinds of node if both may assume the role', async () => {
    const roleName = await makeRole({
      what: 'a role for both kinds of node',
      trust: trusting(
        'ec2.amazonaws.com',
        'cloudformation.amazonaws.com',
        'ssm.amazonaws.com',
      ),
    });

    expect((await predictionOf(roleName)).readiness).toMatchObject({
      online: 'yes',
      starts: 'yes',
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
    });
    const onlyInstances = await makeRole({
      what: 'a role for both kinds of node that lets instances register',
      trust: trusting('ec2.amazonaws.com', 'ssm.amazonaws.com'),
      with: [
        {
          Effect: 'Deny',
          Action: 'ssmmessages:*',
          Resource: '*',
          Condition: { Null: { 'ssm:SourceInstanceARN': 'false' } },
        },
      ],
    });
    expect((await predictionOf(onlyInstances)).readiness).toMatchObject({
      online: 'no',
      byNodeKind: {
        ec2: { online: 'yes', starts: 'yes' },
        hybrid: { online: 'no', starts: 'no' },
      },
    });
  });

  it('fails on hybrid nodes in the standard-instances tier', async () => {
    const ssm = new SSMClient(aws.client());
    const roleName = await makeRole({
      what: 'a role for hybrid nodes',
      trust: trusting('ssm.amazonaws.com'),
      isLoose: true,
    });

    expect((await predictionOf(roleName)).readiness).toMatchObject({
      starts: 'yes',
    });
    await ssm.send(
      new ResetServiceSettingCommand({ SettingId: ADVANCED.SettingId }),
    );
    try {
      expect((await predictionOf(roleName)).readiness).toMatchObject({
        online: 'yes',
        starts: 'no',
        logged: { s3: null, cloudWatchLogs: null },
        problems: expect.arrayContaining([
          expect.objectContaining({
            code: 'standard-instances-tier',
            severity: 'error',
            agentMessage: expect.stringContaining(
              'Enable advanced-instances tier',
            ),
            repair: expect.objectContaining({
              text: expect.stringContaining(
                `/ssm/managed-instance/activation-tier to advanced in account ${DEVELOPMENT} and ${REGION}`,
              ),
            }),
          }),
        ]),
      });
      aws.refuse('GetServiceSetting');
      expect((await predictionOf(roleName)).readiness).toMatchObject({
        starts: 'unknown',
        problems: expect.arrayContaining([
          expect.objectContaining({
            code: 'standard-instances-tier',
            severity: 'unknown',
            repair: expect.objectContaining({
              text: expect.stringContaining('Allow ssm:GetServiceSetting'),
            }),
          }),
        ]),
      });
    } finally {
      await ssm.send(new UpdateServiceSettingCommand(ADVANCED));
    }
  });

  it('is good with AdministratorAccess', async () => {
    const RoleName = 'administrator';
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(trustPolicy(spec())),
      }),
    );
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await hold(RoleName);

    const { readiness, policies } = await predictionOf(RoleName);

    expect(policies).toMatchObject([
      { name: 'AdministratorAccess', arn: PolicyArn },
    ]);
    expect(readiness).toEqual({
      online: 'yes',
      starts: 'yes',
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      problems: [],
    });
  });

  it('takes into account a service control policy, which only the simulator evaluates', async () => {
    const { memberAccountId } = await seedOrganization(aws.env(), {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: 'ssmmessages:OpenDataChannel',
          Resource: '*',
        },
        {
          Effect: 'Deny',
          Action: 'ssm:UpdateInstanceInformation',
          Resource: '*:managed-instance/*',
        },
      ],
    });
    const member = new IAMClient(
      await assumeAccount(aws.env(), memberAccountId),
    );
    const trusts = {
      web: trustPolicy(spec()),
      machine: trustPolicy({
        ...spec(),
        target: 'hybrid',
        accountId: memberAccountId,
      }),
    };
    for (const [RoleName, trust] of Object.entries(trusts)) {
      await member.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: JSON.stringify(trust),
        }),
      );
      await member.send(
        new PutRolePolicyCommand({
          RoleName,
          PolicyName: 'all',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: EVERYTHING,
          }),
        }),
      );
    }
    await hold('web', member);
    const accounts = AwsAccounts.fromConfig(
      mockServices.rootConfig({
        data: {
          aws: {
            mainAccount: { region: REGION },
            accounts: [{ accountId: memberAccountId, roleName: 'portal' }],
          },
          sessionManager: { accounts: [{ accountId: memberAccountId }] },
        },
      }),
    );

    const { readiness, simulatorResult } = await predictionOf(
      'web',
      accounts,
      memberAccountId,
    );

    expect(simulatorResult).toMatchObject({
      status: 'given',
      disagreements: [
        {
          stage: 'start',
          action: 'ssmmessages:OpenDataChannel',
          predicted: 'allowed',
          simulated: 'denied',
          deniedBy: 'organization',
        },
      ],
    });
    expect(readiness).toMatchObject({
      online: 'yes',
      starts: 'unknown',
      problems: [
        {
          code: 'open-data-channel-denied',
          severity: 'unknown',
          repair: {
            text: expect.stringContaining('a service control policy'),
          },
        },
      ],
    });

    const ssm = new SSMClient(await assumeAccount(aws.env(), memberAccountId));
    await ssm.send(new UpdateServiceSettingCommand(ADVANCED));
    // Machines outside of EC2 do not depend on the registration.
    const machine = await predictionOf('machine', accounts, memberAccountId);
    expect(machine.simulatorResult).toMatchObject({
      disagreements: [
        { stage: 'online', action: 'ssm:UpdateInstanceInformation' },
        { stage: 'start', action: 'ssmmessages:OpenDataChannel' },
      ],
    });
    expect(machine.readiness).toMatchObject({
      online: 'yes',
      starts: 'unknown',
    });
  });

  it('requires permissions on both sides for a bucket of another account', async () => {
    const production = await assumeAccount(
      aws.env(),
      demoFleet.accounts.production,
    );
    const everything = JSON.stringify({
      Version: '2012-10-17',
      Statement: EVERYTHING,
    });
    const theirs = new IAMClient(production);
    const RoleName = 'web';
    await theirs.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(trustPolicy(spec())),
      }),
    );
    await theirs.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'all',
        PolicyDocument: everything,
      }),
    );
    await hold(RoleName, theirs);
    const predictIt = () =>
      predictionOf(RoleName, testAccounts(), demoFleet.accounts.production);

    expect((await predictIt()).readiness).toMatchObject({
      starts: 'no',
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 's3-encryption-check-denied' }),
      ]),
    });

    const s3 = new S3Client(aws.client());
    const kms = new KMSClient(aws.client());
    const Principal = {
      AWS: `arn:aws:iam::${demoFleet.accounts.production}:role/${RoleName}`,
    };
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: demoFleet.bucket,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal,
            Action: [
              's3:PutObject',
              's3:PutObjectAcl',
              's3:GetEncryptionConfiguration',
            ],
            Resource: [
              `arn:aws:s3:::${demoFleet.bucket}`,
              `arn:aws:s3:::${demoFleet.bucket}/*`,
            ],
          },
        }),
      }),
    );
    expect((await predictIt()).readiness).toMatchObject({
      starts: 'yes',
      logged: { s3: 'no', cloudWatchLogs: 'yes' },
      problems: [{ code: 's3-key-generate-denied' }],
    });

    await kms.send(
      new PutKeyPolicyCommand({
        KeyId: aws.key(),
        PolicyName: 'default',
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${DEVELOPMENT}:root` },
              Action: ['kms:*'],
              Resource: '*',
            },
            {
              Effect: 'Allow',
              Principal,
              Action: ['kms:GenerateDataKey'],
              Resource: '*',
            },
          ],
        }),
      }),
    );
    const { readiness, simulatorResult } = await predictIt();
    expect(readiness).toMatchObject({
      logged: { s3: 'yes', cloudWatchLogs: 'yes' },
      problems: [],
    });
    expect(simulatorResult).toMatchObject({ disagreements: [] });
  });

  it('comes with the instances that Systems Manager reports', async () => {
    const healthy = await predictionOf(demoFleet.roles.healthy.roleName);
    expect(healthy.instances).toMatchObject({ status: 'read', count: 3 });

    const { instances } = await predictionOf(demoFleet.roles.broken.roleName);

    expect(instances).toEqual({
      status: 'read',
      count: 2,
      instances: Array.from({ length: 2 }, () =>
        expect.objectContaining({
          instanceId: expect.stringMatching(/^i-/),
          ping: 'online',
          agentVersion: expect.stringMatching(/^3\./),
          fits: 'yes',
          notes: [],
        }),
      ),
    });
  });

  it('explains instances whose agent has not picked up new credentials', async () => {
    const roleName = await makeRole({
      what: 'a role that is not allowed to register',
      without: ['ssm:UpdateInstanceInformation'],
    });
    await run(roleName);
    const waiting = await makeRole({ what: 'a healthy role' });
    await run(waiting, { [nodeTags.pingStatus]: 'None' });

    expect((await predictionOf(roleName)).instances).toMatchObject({
      instances: [{ ping: 'unseen', fits: 'yes', notes: [] }],
    });
    expect((await predictionOf(waiting)).instances).toMatchObject({
      instances: [
        { ping: 'unseen', fits: 'no', notes: ['waits-for-credentials'] },
      ],
    });
  });

  it('is that of Default Host Management if the role is not allowed to register', async () => {
    const roleName = await makeRole({
      what: 'a role that is not allowed to register',
      without: ['ssm:UpdateInstanceInformation'],
    });
    const able = await makeRole({ what: 'a healthy role' });
    await run(roleName);
    const hostRole = await makeRole({
      what: 'the role of Default Host Management',
      trust: trusting('ssm.amazonaws.com'),
      isLoose: true,
      without: ['s3:PutObject'],
    });
    const ssm = new SSMClient(aws.client());
    const SettingId =
      '/ssm/managed-instance/default-ec2-instance-management-role';
    await ssm.send(
      new UpdateServiceSettingCommand({ SettingId, SettingValue: hostRole }),
    );
    try {
      const evidence = await predictionOf(roleName);

      expect(evidence.readiness).toMatchObject({
        online: 'yes',
        starts: 'yes',
        logged: { s3: 'no', cloudWatchLogs: 'yes' },
        insteadOfRole: `arn:aws:iam::${DEVELOPMENT}:role/${hostRole}`,
      });
      expect(evidence.simulatorResult).toMatchObject({ disagreements: [] });
      expect(evidence.instances).toMatchObject({
        instances: [
          { ping: 'online', fits: 'yes', notes: ['default-host-management'] },
        ],
      });
      // A role that may register takes precedence.
      expect(await predictionOf(able)).toMatchObject({
        readiness: { online: 'yes', logged: { s3: 'yes' } },
        facts: expect.not.objectContaining({
          defaultHostManagement: expect.anything(),
        }),
      });

      aws.refuse('GetServiceSetting');
      expect((await predictionOf(roleName)).readiness).toMatchObject({
        online: 'unknown',
        starts: 'unknown',
      });
    } finally {
      await ssm.send(new ResetServiceSettingCommand({ SettingId }));
    }
  });

  it('takes into account instance tags that a policy uses', async () => {
    const ofPayments = await makeRole({
      what: 'a role that registers instances of a team only',
      without: ['ssm:UpdateInstanceInformation'],
      with: [
        {
          Effect: 'Allow',
          Action: 'ssm:UpdateInstanceInformation',
          Resource: '*',
          Condition: { StringEquals: { 'ssm:resourceTag/Team': 'payments' } },
        },
      ],
    });

    expect((await predictionOf(ofPayments)).readiness).toMatchObject({
      online: 'unknown',
      problems: [
        {
          repair: {
            sentences: [
              {
                values: {
                  reason: `No instance in ${REGION} uses the role, so no tags are known.`,
                },
              },
            ],
          },
        },
      ],
    });

    await run(ofPayments, { Team: 'payments' });
    const evidence = await predictionOf(ofPayments);
    expect(evidence).toMatchObject({
      readiness: { online: 'yes', starts: 'yes', problems: [] },
      simulatorResult: { disagreements: [] },
      instances: { instances: [{ ping: 'online', fits: 'yes' }] },
    });
    expect(evidence.facts).not.toHaveProperty('taggedInstances');
    expect(aws.calls()).toContain('DescribeInstances');

    const other = await run(ofPayments, { Team: 'shop' });
    expect((await predictionOf(ofPayments)).readiness).toMatchObject({
      online: 'unknown',
      problems: [
        { repair: { text: expect.stringContaining(`denied for ${other}:`) } },
      ],
    });

    aws.refuse('DescribeInstances');
    expect((await predictionOf(ofPayments)).readiness).toMatchObject({
      online: 'unknown',
      problems: [
        {
          repair: {
            text: expect.stringContaining('Allow ec2:DescribeInstances'),
          },
        },
      ],
    });
  });

  it('ignores terminated instances', async () => {
    const roleName = await makeRole({
      what: 'a role that registers instances of a team only',
      without: ['ssm:UpdateInstanceInformation'],
      with: [
        {
          Effect: 'Allow',
          Action: 'ssm:UpdateInstanceInformation',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/Team': 'payments' } },
        },
      ],
    });
    await run(roleName, { Team: 'payments' });
    const gone = await run(roleName, { Team: 'shop' });
    await new EC2Client(aws.client()).send(
      new TerminateInstancesCommand({ InstanceIds: [gone] }),
    );

    expect((await predictionOf(roleName)).readiness).toMatchObject({
      online: 'yes',
    });
  });

  it('knows the role’s id, which policies refer to as aws:userid', async () => {
    const roleName = await makeRole({ what: 'a healthy role' });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
    const denyAllBut = (roleId: string) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: roleName,
          PolicyName: 'guard',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: {
              Effect: 'Deny',
              Action: 'ssmmessages:*',
              Resource: '*',
              Condition: { StringNotLike: { 'aws:userid': `${roleId}:*` } },
            },
          }),
        }),
      );

    await denyAllBut(Role!.RoleId!);
    expect((await predictionOf(roleName)).readiness).toMatchObject({
      starts: 'yes',
    });
    await denyAllBut('AROAOTHER');
    expect((await predictionOf(roleName)).readiness).toMatchObject({
      online: 'no',
    });
  });

  it('says why the instances are unknown', async () => {
    aws.refuse('DescribeInstanceInformation');

    const { instances } = await predictionOf(demoFleet.roles.healthy.roleName);

    expect(instances).toMatchObject({
      status: 'fault',
      fault: {
        hint: expect.stringContaining('ssm:DescribeInstanceInformation'),
      },
    });
  });

  /** Runs an instance with a profile of its own that contains the role. */
  async function run(
    RoleName: string,
    tags: Record<string, string> = {},
  ): Promise<string> {
    const InstanceProfileName = RoleName;
    await iam
      .send(new CreateInstanceProfileCommand({ InstanceProfileName }))
      .then(() =>
        iam.send(
          new AddRoleToInstanceProfileCommand({
            InstanceProfileName,
            RoleName,
          }),
        ),
      )
      .catch(error => {
        if (!error.name.startsWith('EntityAlreadyExists')) {
          throw error;
        }
      });
    const { Instances } = await new EC2Client(aws.client()).send(
      new RunInstancesCommand({
        ImageId: 'ami-760aaa0f',
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: InstanceProfileName },
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: Object.entries({ Name: RoleName, ...tags }).map(
              ([Key, Value]) => ({ Key, Value }),
            ),
          },
        ],
      }),
    );
    return Instances![0].InstanceId!;
  }
});
