import {
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  asList,
  documents,
  PolicyDocument,
  PolicyStatement,
  ProblemSummary,
  resolveRoleSpec,
  RoleSpec,
  trustPolicy,
  Verdict,
} from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import { putPreferences, useDemoFleet } from '../__testUtils__/demoFleet';
import { DEVELOPMENT, testAccounts } from '../__testUtils__/testAccounts';
import { observeRole } from '../role/observeRole';
import { noMemory } from './Memory';
import { readRolePolicies } from './readRolePolicies';
import { readEvidence } from './tellReadiness';
import { roleOfState } from './ToldRole';

const REGION = 'us-east-1';

jest.setTimeout(300_000);

/** One role and its surroundings, and what is to be told of it. */
interface Case {
  what: string;
  /** What differs from what the demo fleet's preferences ask for. */
  preferences?: object;
  /** Actions that the role's policy leaves out. */
  without?: string[];
  /** Statements that the role's policy has besides. */
  with?: PolicyStatement[];
  boundary?: PolicyStatement[];
  online?: Verdict;
  starts?: Verdict;
  s3?: Verdict | null;
  cloudWatchLogs?: Verdict | null;
  problems?: Array<Partial<ProblemSummary>>;
}

const EVERYTHING: PolicyStatement = {
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
};

const CASES: Case[] = [
  { what: 'a healthy role' },
  {
    what: 'a role that may not use the bucket’s key',
    without: ['kms:GenerateDataKey'],
    s3: 'no',
    problems: [{ code: 's3-key-generate-denied', stage: 'log' }],
  },
  {
    what: 'a role that may not register',
    without: ['ssm:UpdateInstanceInformation'],
    online: 'no',
    starts: 'no',
    s3: null,
    cloudWatchLogs: null,
    problems: [{ code: 'update-instance-information-denied', stage: 'online' }],
  },
  {
    what: 'a role that may open no data channel',
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
    what: 'a role that may not decrypt the session’s key',
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
    what: 'a role that may not put log events',
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
    what: 'a log group that is not there',
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
    problems: [{ code: 's3-bucket-not-encrypted', stage: 'start' }],
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
    what: 'a bucket that is not there, without the encryption flag',
    preferences: { s3BucketName: 'nobodys-logs', s3EncryptionEnabled: false },
    s3: 'no',
    problems: [{ code: 's3-put-denied', stage: 'log' }],
  },
  {
    what: 'a boundary that leaves out the message service',
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
    what: 'a condition that only the network settles',
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
    what: 'no preferences at all',
    preferences: {
      s3BucketName: '',
      cloudWatchLogGroupName: '',
      kmsKeyId: '',
    },
    s3: null,
    cloudWatchLogs: null,
  },
];

describe('the readiness of roles that IAM has', () => {
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
    await layBuckets();
  });

  beforeEach(() => putPreferences(aws.client(), preferred));

  async function layBuckets() {
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
        AssumeRolePolicyDocument: JSON.stringify(trustPolicy(spec())),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'sessions',
        PolicyDocument: JSON.stringify(policyOf(parts)),
      }),
    );
    return RoleName;
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

  async function tell(roleName: string, region = REGION) {
    const accounts = testAccounts();
    const account = await accounts.get();
    const observed = await observeRole(account.iam, { roleName });
    const role = observed.role!;
    const policies = await readRolePolicies({
      account,
      role,
      observed,
      memory: noMemory,
    });
    aws.calls();
    return readEvidence(roleOfState(role, observed, policies), {
      accounts,
      account,
      region,
      memory: noMemory,
    });
  }

  it.each(CASES.map(one => [one.what, one] as const))(
    'is told of %s, and AWS’s simulator says the same',
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

      const { readiness, secondOpinion } = await tell(roleName);

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
      expect(secondOpinion).toMatchObject({
        status: 'given',
        compared: expect.any(Number),
        disagreements: [],
      });
    },
  );
});
