import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { Fact, SessionFacts } from './facts';
import { headline } from './headline';
import { predict, PredictionInput } from './predict';
import { parsePreferences } from './preferences';
import { Problem } from './Readiness';
import { stageMarks } from './stageMarks';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/web`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/session`;
const BUCKET_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/bucket`;

const policy = (...Statement: PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const allow = (
  Action: string | string[],
  Resource = '*',
  more: Partial<PolicyStatement> = {},
): PolicyStatement => ({ Effect: 'Allow', Action, Resource, ...more });

const CORE = allow(['ssm:UpdateInstanceInformation', 'ssmmessages:*']);
const LOGS = allow('logs:*');
const BUCKET = [
  allow('s3:PutObject', 'arn:aws:s3:::corp-logs/*'),
  allow('s3:GetEncryptionConfiguration', 'arn:aws:s3:::corp-logs'),
];
const EVERYTHING = {
  s3BucketName: 'corp-logs',
  s3EncryptionEnabled: true,
  cloudWatchLogGroupName: '/ssm/sessions',
  cloudWatchStreamingEnabled: true,
  kmsKeyId: KEY,
};
const FACTS: SessionFacts = {
  region: 'us-east-1',
  logGroup: { known: { exists: true } },
  bucket: {
    known: {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: ACCOUNT,
      encryption: 'aws:kms',
      kmsKeyArn: BUCKET_KEY,
    },
  },
};

function session(
  role: Partial<PredictionInput['role']>,
  preferences: Record<string, unknown> = {},
  facts: Partial<SessionFacts> = {},
): PredictionInput {
  return {
    role: { arn: ROLE, policies: [], ...role },
    preferences: parsePreferences(preferences),
    facts: { ...FACTS, ...facts },
  };
}

const told = (...input: Parameters<typeof session>) =>
  headline(predict(session(...input)));
const codes = ({ problems }: { problems: Problem[] }) =>
  problems.map(({ code }) => code);

/*
 * Other checkers report these healthy roles:
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/44
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/70
 */
describe('a healthy role is not cried wolf at', () => {
  const healthy = { state: 'ready' };
  const outside = {
    Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
  };
  const admin = policy(allow('*'));

  it('as an administrator', () => {
    expect(told({ policies: [admin] }, EVERYTHING)).toMatchObject(healthy);
  });

  it('with aws:RequestedRegion in its boundary', () => {
    const boundary = policy(
      allow('*', '*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } },
      }),
    );
    expect(told({ policies: [admin], boundary }, EVERYTHING)).toMatchObject(
      healthy,
    );
    const denying = policy(allow('*'), {
      ...allow('*', '*', outside),
      Effect: 'Deny',
    });
    expect(
      told({ policies: [admin], boundary: denying }, EVERYTHING),
    ).toMatchObject(healthy);
  });

  it('with denials that its conditions keep from it', () => {
    const guards = policy(
      { Effect: 'Deny', NotAction: 'iam:*', Resource: '*', ...outside },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:ResourceAccount': ACCOUNT } },
      },
    );
    expect(told({ policies: [admin, guards] }, EVERYTHING)).toMatchObject(
      healthy,
    );
  });

  it('and a condition is not passed over either', () => {
    const elsewhere = policy(
      allow('*', '*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      }),
    );
    expect(told({ policies: [elsewhere] })).toMatchObject({
      state: 'sessions-fail',
    });
  });
});

describe('in a sentence', () => {
  const policies = (...more: PolicyStatement[]) => ({
    policies: [policy(CORE, ...more)],
  });
  it.each<[string, Parameters<typeof session>]>([
    ['Sessions start. The preferences ask for no logs.', [policies()]],
    [
      'Sessions start and are logged to CloudWatch Logs.',
      [policies(LOGS), { cloudWatchLogGroupName: '/ssm/sessions' }],
    ],
    [
      'Sessions start and are logged to S3 and CloudWatch Logs.',
      [
        policies(
          LOGS,
          ...BUCKET,
          allow('kms:Decrypt', KEY),
          allow('kms:GenerateDataKey', BUCKET_KEY),
        ),
        EVERYTHING,
      ],
    ],
    [
      'Sessions start. Logs to S3 will be lost: the role may not use the bucket’s key.',
      [policies(...BUCKET), { s3BucketName: 'corp-logs' }],
    ],
    [
      'Sessions start. Logs to S3 will be lost: the bucket does not exist.',
      [
        policies(...BUCKET),
        { s3BucketName: 'corp-logs' },
        {
          bucket: {
            known: {
              exists: false,
              region: 'us-east-1',
              ownerAccountId: ACCOUNT,
            },
          },
        },
      ],
    ],
    [
      'Sessions start. Logs to S3 will be lost: the role may not write to the bucket under this prefix. Logs to CloudWatch Logs will be lost: the role may not look for the log group.',
      [
        policies(allow('kms:*')),
        {
          s3BucketName: 'corp-logs',
          cloudWatchLogGroupName: '/ssm/sessions',
          cloudWatchStreamingEnabled: true,
        },
      ],
    ],
    [
      'Sessions fail: the role may not decrypt with the session key.',
      [policies(), { kmsKeyId: KEY }],
    ],
    [
      'Sessions fail: the policy of the key does not let the role in.',
      [
        policies(allow('kms:*')),
        { kmsKeyId: KEY },
        { sessionKeyPolicy: { known: policy() } },
      ],
    ],
    [
      'Sessions fail: a statement denies kms:Decrypt.',
      [
        policies(allow('kms:*'), { ...allow('kms:Decrypt'), Effect: 'Deny' }),
        { kmsKeyId: KEY },
      ],
    ],
    [
      'Sessions fail, because the node stays offline: the permissions boundary leaves out ssm:UpdateInstanceInformation.',
      [{ ...policies(), boundary: policy(allow('ssmmessages:*')) }],
    ],
    [
      'Whether the node gets online is not known: ssm:UpdateInstanceInformation depends on aws:SourceVpce.',
      [
        {
          policies: [
            policy({
              ...CORE,
              Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
            }),
          ],
        },
      ],
    ],
    [
      'Whether sessions start is not known: nobody is named whom sessions run as.',
      [policies(), { runAsEnabled: 'true' }],
    ],
    [
      'Sessions fail: the agent cannot read the preferences.',
      [policies(), { cloudWatchStreamingEnabled: 'true' }],
    ],
    [
      'Sessions start. Whether logs reach S3 is not known: the portal may not read the policy of the bucket.',
      [
        policies(...BUCKET),
        { s3BucketName: 'corp-logs' },
        {
          bucket: {
            known: {
              exists: true,
              region: 'us-east-1',
              ownerAccountId: ACCOUNT,
              unknown: {
                policy: {
                  reason: 'The portal may not read the policy of the bucket.',
                  settle: 'Allow s3:GetBucketPolicy.',
                },
              },
            },
          },
        },
      ],
    ],
  ])('%s', (sentence, input) => {
    expect(told(...input).text).toBe(sentence);
  });
});

describe('what is not known is said, with what would settle it', () => {
  const missing = (reason: string): Fact<never> => ({
    unknown: { reason, settle: `Allow ${reason}.` },
  });
  const settles = (facts: Partial<SessionFacts>) =>
    predict(
      session(
        {
          policies: [policy(CORE, LOGS, ...BUCKET, allow('kms:Decrypt', KEY))],
        },
        { ...EVERYTHING, cloudWatchEncryptionEnabled: true },
        facts,
      ),
    ).problems.map(({ code, severity, agentMessage, repair }) => [
      code,
      severity,
      agentMessage,
      repair.kind === 'advice' ? repair.text : '',
    ]);

  it.each<[Partial<SessionFacts>, string, string]>([
    [
      { logGroup: missing('logs:DescribeLogGroups') },
      'cw-group-not-encrypted',
      'Allow logs:DescribeLogGroups.',
    ],
    [
      { bucket: missing('s3:GetEncryptionConfiguration') },
      's3-put-denied',
      'Allow s3:GetEncryptionConfiguration.',
    ],
    [
      { bucket: undefined },
      's3-put-denied',
      'Tell who owns the bucket corp-logs, where it is and how it is encrypted.',
    ],
    [
      { sessionKeyPolicy: missing('kms:GetKeyPolicy') },
      'session-key-decrypt-denied',
      'Allow kms:GetKeyPolicy.',
    ],
  ])('%j', (facts, code, settle) => {
    expect(settles(facts)).toContainEqual([code, 'unknown', undefined, settle]);
  });

  it('names the keys that a condition depends on', () => {
    const { problems } = predict(
      session({
        policies: [
          policy({
            ...CORE,
            Condition: {
              IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
              Bool: { 'aws:SecureTransport': 'true' },
            },
          }),
        ],
      }),
    );
    expect(problems[0]).toMatchObject({
      decisive: [{ unsettled: ['aws:SourceIp'] }],
      repair: {
        text: 'Whether ssm:UpdateInstanceInformation is allowed depends on aws:SourceIp, which cannot be known here: look at the statements named.',
      },
    });
  });

  it('settles a tag once the role’s tags are told', () => {
    const tagged = policy({
      ...CORE,
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'web' } },
    });
    const state = (tags?: Record<string, string>) =>
      told({ policies: [tagged], tags }).state;
    expect(state()).toBe('unknown');
    expect(state({ team: 'web' })).toBe('ready');
    expect(state({ team: 'db' })).toBe('sessions-fail');
    expect(state({})).toBe('sessions-fail');
  });

  it('does not take an unread boundary for none', () => {
    expect(told({ policies: [policy(CORE)], boundary: 'unknown' }).state).toBe(
      'unknown',
    );
  });
});

describe('a repair', () => {
  const repairOf = (
    code: Problem['code'],
    ...input: Parameters<typeof session>
  ) =>
    predict(session(...input)).problems.find(one => one.code === code)?.repair;

  it('is the statement that the role lacks, on what a policy can name', () => {
    const core = { policies: [policy(CORE)] };
    const preferences = { ...EVERYTHING, s3KeyPrefix: 'web' };
    const statement = (code: Problem['code']) =>
      repairOf(code, core, preferences);
    expect(statement('cw-streaming-dropped')).toEqual({
      kind: 'allow',
      statement: allow(
        'logs:DescribeLogGroups',
        `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:*`,
      ),
    });
    expect(statement('s3-put-denied')).toEqual({
      kind: 'allow',
      statement: allow('s3:PutObject', 'arn:aws:s3:::corp-logs/web/*'),
    });
    expect(statement('s3-key-generate-denied')).toEqual({
      kind: 'allow',
      statement: allow('kms:GenerateDataKey', BUCKET_KEY, {
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
        },
      }),
    });
  });

  it('tells who else must act, and what each must add', () => {
    const owner = '444455556666';
    const foreign: Partial<SessionFacts> = {
      bucket: {
        known: { exists: true, region: 'us-east-1', ownerAccountId: owner },
      },
    };
    const repair = repairOf(
      's3-bucket-policy-missing',
      { policies: [policy(CORE)] },
      { s3BucketName: 'corp-logs' },
      foreign,
    );
    expect(repair).toMatchObject({
      kind: 'advice',
      sentences: [{ id: 'bucket-policy' }],
      ownerStatement: {
        policy: 'bucket',
        statement: allow('s3:PutObject', 'arn:aws:s3:::corp-logs/*', {
          Principal: { AWS: ROLE },
        }),
      },
    });
  });

  it('is no statement where a boundary would refuse it all the same', () => {
    const repair = repairOf(
      'session-key-decrypt-denied',
      { policies: [policy(CORE)], boundary: policy(CORE) },
      { kmsKeyId: KEY },
    );
    expect(repair).toMatchObject({
      kind: 'advice',
      sentences: [{ id: 'role' }, { id: 'boundary' }],
      statement: allow('kms:Decrypt', KEY),
    });
  });
});

describe('the line of a session', () => {
  const marks = (...input: Parameters<typeof session>) => {
    const asked = session(...input);
    return stageMarks(predict(asked), asked.preferences).map(
      ({ stage, verdict, steps }) =>
        `${stage} ${verdict}: ${steps.map(one => `${one.id} ${one.verdict}`).join(', ')}`,
    );
  };

  it('has a mark for each step that is asked for', () => {
    expect(
      marks({ policies: [policy(CORE, LOGS, allow('kms:*'))] }, EVERYTHING),
    ).toEqual([
      'online yes: register yes, connect yes',
      'start no: channel yes, session-key yes, bucket-encryption no',
      'log not-reached: s3 not-reached, cloudWatchLogs not-reached',
    ]);
    expect(
      marks({ policies: [policy(CORE, LOGS)] }, { s3BucketName: 'corp-logs' }),
    ).toEqual([
      'online yes: register yes, connect yes',
      'start yes: channel yes',
      'log no: s3 no',
    ]);
    expect(marks({ policies: [policy(CORE)] })[2]).toBe('log null: ');
  });

  it('stops where the node stays offline', () => {
    expect(
      marks({ policies: [policy(allow('ssm:*'))] }, { kmsKeyId: KEY }),
    ).toEqual([
      'online no: register yes, connect no',
      'start not-reached: channel not-reached, session-key not-reached',
      'log not-reached: ',
    ]);
  });
});

describe('Default Host Management', () => {
  const lent = { arn: `${ROLE}-dhm`, policies: [policy(CORE)] };
  const own = { policies: [policy(LOGS)] };

  it('runs the node on its own role where the other may not register', () => {
    const readiness = predict(
      session(own, {}, { defaultHostManagement: { known: lent } }),
    );
    expect(readiness).toMatchObject({
      online: 'yes',
      insteadOfRole: lent.arn,
      problems: [{ severity: 'info', repair: { kind: 'allow' } }],
    });
    expect(headline(readiness).text).toBe(
      `Sessions start. The preferences ask for no logs. The node does not run on this role but on ${lent.arn}, which Default Host Management lends it.`,
    );
  });

  it('may rescue the node where nobody knows whether it is on', () => {
    const readiness = predict(
      session(own, EVERYTHING, {
        defaultHostManagement: {
          unknown: { reason: 'r', settle: 'Allow ssm:GetServiceSetting.' },
        },
      }),
    );
    expect(readiness).toMatchObject({
      online: 'unknown',
      starts: 'unknown',
      logged: { s3: 'unknown', cloudWatchLogs: 'unknown' },
    });
    expect(readiness.problems[0].severity).toBe('unknown');
  });

  it('is off unless it is told of, and is not for other machines', () => {
    expect(predict(session(own)).online).toBe('no');
    expect(
      predict(session(own, {}, { defaultHostManagement: { known: undefined } }))
        .online,
    ).toBe('no');
    const hybrid = predict(
      session(
        own,
        {},
        {
          target: 'hybrid',
          defaultHostManagement: { known: lent },
        },
      ),
    );
    expect(codes(hybrid)).toContain('create-control-channel-denied');
    expect(hybrid.insteadOfRole).toBeUndefined();
  });
});

it('refuses what is no role', () => {
  expect(() => predict(session({ arn: 'arn:aws:iam::1:user/ada' }))).toThrow(
    '"arn:aws:iam::1:user/ada" is not the ARN of a role',
  );
});
