import { headline, worstReadiness } from './headline';
import { Readiness } from '../model/Readiness';
import { PolicyStatement } from '../../policy/PolicyDocument';
import {
  ACCOUNT,
  allow,
  BUCKET,
  BUCKET_KEY,
  CORE,
  EVERYTHING,
  KEY,
  LOGS,
  policy,
  session,
  headlineOf,
} from '../__testUtils__/sessions';

/*
 * Other tools report problems for these healthy roles:
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/44
 * https://github.com/aws-containers/amazon-ecs-exec-checker/issues/70
 */
describe('a healthy role without false alarms', () => {
  const healthy = { state: 'ready' };
  const outside = {
    Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
  };
  const admin = policy(allow('*'));

  it('is an administrator', () => {
    expect(headlineOf({ policies: [admin] }, EVERYTHING)).toMatchObject(
      healthy,
    );
  });

  it('has aws:RequestedRegion in its boundary', () => {
    const boundary = policy(
      allow('*', '*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } },
      }),
    );
    expect(
      headlineOf({ policies: [admin], boundary }, EVERYTHING),
    ).toMatchObject(healthy);
    const denying = policy(allow('*'), {
      ...allow('*', '*', outside),
      Effect: 'Deny',
    });
    expect(
      headlineOf({ policies: [admin], boundary: denying }, EVERYTHING),
    ).toMatchObject(healthy);
  });

  it('has deny statements whose conditions do not apply', () => {
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
    expect(headlineOf({ policies: [admin, guards] }, EVERYTHING)).toMatchObject(
      healthy,
    );
  });

  it('fails if a condition does not match', () => {
    const elsewhere = policy(
      allow('*', '*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      }),
    );
    expect(headlineOf({ policies: [elsewhere] })).toMatchObject({
      state: 'sessions-fail',
    });
  });
});

describe('headline', () => {
  const policies = (...more: PolicyStatement[]) => ({
    policies: [policy(CORE, ...more)],
  });
  it.each<[string, Parameters<typeof session>]>([
    [
      'Sessions start. Session logging is off in the session preferences.',
      [policies()],
    ],
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
      'Sessions start. Logs to S3 will be lost: the role is not allowed to use the bucket’s key.',
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
      'Sessions start. Logs to S3 will be lost: the role is not allowed to write to the bucket under this prefix. Logs to CloudWatch Logs will be lost: the role is not allowed to describe the log group.',
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
      'Sessions fail: the role is not allowed to decrypt with the session key.',
      [policies(), { kmsKeyId: KEY }],
    ],
    [
      'Sessions fail: the key policy does not allow the role.',
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
      'Sessions fail because the node stays offline: the permissions boundary does not allow ssm:UpdateInstanceInformation.',
      [{ ...policies(), boundary: policy(allow('ssmmessages:*')) }],
    ],
    [
      'It is unknown whether the node comes online: ssm:UpdateInstanceInformation depends on aws:SourceVpce.',
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
      'It is unknown whether sessions start: no Run As user is set.',
      [policies(), { runAsEnabled: 'true' }],
    ],
    [
      'Sessions fail: the agent cannot read the preferences.',
      [policies(), { cloudWatchStreamingEnabled: 'true' }],
    ],
    [
      'Sessions start. It is unknown whether logs reach S3: the portal is not allowed to read the policy of the bucket.',
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
                  reason:
                    'The portal is not allowed to read the policy of the bucket.',
                  remedy: 'Allow s3:GetBucketPolicy.',
                },
              },
            },
          },
        },
      ],
    ],
  ])('%s', (sentence, input) => {
    expect(headlineOf(...input).text).toBe(sentence);
  });
});

describe('worstReadiness', () => {
  const STATES: ReadonlyArray<Partial<Readiness>> = [
    { starts: 'no', logged: { s3: null, cloudWatchLogs: null } },
    { logged: { s3: 'no', cloudWatchLogs: 'unknown' } },
    { logged: { s3: 'yes', cloudWatchLogs: 'unknown' } },
    { logged: { s3: 'yes', cloudWatchLogs: null } },
    { starts: 'no', purpose: { label: 'ECS tasks', principals: [] } },
  ];
  const found = STATES.map((state, index) => ({
    region: index,
    readiness: {
      online: 'yes' as const,
      starts: 'yes' as const,
      logged: { s3: null, cloudWatchLogs: null },
      problems: [],
      ...state,
    },
  }));

  it('returns the worst state at any position', () => {
    const worstLast = [...found].reverse();
    const order = found.map((_, index) =>
      worstReadiness(worstLast.slice(0, found.length - index)),
    );

    expect(order).toEqual(found);
  });

  it('returns the first of equal states', () => {
    const [first] = found;
    expect(worstReadiness([first, { ...first, region: 9 }])).toBe(first);
  });
});

describe('a role of which not all policies were read', () => {
  it('is unknown, because nothing can be predicted', () => {
    expect(headline(undefined)).toEqual({
      state: 'unknown',
      sentences: [{ id: 'policies-not-read', values: {} }],
      text: 'It is unknown whether sessions start: not all policies of the role could be read.',
    });
  });
});
