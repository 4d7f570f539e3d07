import {
  ACCOUNT,
  allow,
  BUCKET,
  CORE,
  KEY,
  LOGS,
  policy,
  session,
} from '../__testUtils__/sessions';
import { headline } from '../explain/headline';
import { predict } from './predict';
import { SessionType } from '../model/preferences';

const MAY_READ = allow('ssm:GetParameters');
const ALL = [CORE, LOGS, ...BUCKET, allow('kms:*')];
const predicted = (
  inputs: Record<string, unknown>,
  statements = [...ALL, MAY_READ],
  sessionType?: SessionType,
) =>
  predict({
    ...session({ policies: [policy(...statements)] }, inputs),
    sessionType,
  });

describe('a value from Parameter Store', () => {
  const INPUTS: Array<[string, Record<string, unknown>]> = [
    ['the bucket', { s3BucketName: '{{ssm:name}}' }],
    [
      'the prefix',
      { s3BucketName: 'corp-logs', s3KeyPrefix: '{{ ssm:name }}' },
    ],
    ['the group', { cloudWatchLogGroupName: '/ssm/{{ssm:name}}' }],
    ['the key', { kmsKeyId: '{{ssm:name}}' }],
    ['the user', { runAsEnabled: true, runAsDefaultUser: '{{ssm:name}}' }],
    [
      'a flag',
      { s3BucketName: 'corp-logs', s3EncryptionEnabled: '{{ssm:name}}' },
    ],
    ['the profile', { shellProfile: { linux: '{{ssm:name}}' } }],
  ];

  it.each(INPUTS)('makes the outcome unknown: %s', (_, inputs) => {
    const readiness = predicted(inputs);
    expect(readiness.online).toBe('yes');
    expect(readiness.starts).toBe('unknown');
    expect(Object.values(readiness.logged)).not.toContain('yes');
    expect(readiness.problems).toContainEqual(
      expect.objectContaining({
        code: 'preferences-parameter-unknown',
        severity: 'unknown',
        repair: expect.objectContaining({
          text: expect.stringMatching(
            /^The agent reads name from Parameter Store/,
          ),
        }),
      }),
    );
    expect(headline(readiness).text).toBe(
      'It is unknown whether sessions start: the session preferences use values from Parameter Store.',
    );
  });

  it.each(INPUTS)(
    'prevents sessions if the role is not allowed to read it: %s',
    (_, inputs) => {
      const readiness = predicted(inputs, ALL);
      expect(readiness.starts).toBe('no');
      expect(readiness.problems[0]).toMatchObject({
        code: 'preferences-parameter-denied',
        severity: 'error',
        action: 'ssm:GetParameters',
        resource: `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/name`,
        agentMessage: expect.stringContaining('Cannot parse AgentTask message'),
        repair: { sentences: [{ id: 'parameter-for-role' }] },
      });
      expect(headline(readiness).text).toBe(
        'Sessions fail: the role is not allowed to read the Parameter Store values that the session preferences use.',
      );
    },
  );

  it.each([
    ['name', 'parameter/name'],
    ['/logs/bucket', 'parameter/logs/bucket'],
    ['logs/bucket', 'parameter/logs/bucket'],
    [`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/name`, 'parameter/name'],
    ['name:3', 'parameter/name'],
    ['/logs/bucket:label', 'parameter/logs/bucket'],
  ])('is read by its ARN: %s', (name, resource) => {
    const inputs = { s3BucketName: `{{ssm:${name}}}` };
    const grant = (on: string) =>
      predicted(inputs, [
        ...ALL,
        allow('ssm:GetParameters', `arn:aws:ssm:us-east-1:${ACCOUNT}:${on}`),
      ]).starts;
    expect(grant(resource)).toBe('unknown');
    expect(grant(`${resource}s`)).toBe('no');
  });

  it('may belong to another account, whose policy is unknown', () => {
    const shared = 'arn:aws:ssm:us-east-1:444455556666:parameter/name';
    const { starts, problems } = predicted({
      s3BucketName: `{{ssm:${shared}}}`,
    });
    expect(starts).toBe('unknown');
    expect(problems[0]).toMatchObject({
      code: 'preferences-parameter-denied',
      severity: 'unknown',
      resource: shared,
      repair: { text: 'Write the value itself into the preferences.' },
    });
  });

  it('cannot be fixed by the role’s policy if a boundary denies it', () => {
    const { role, ...rest } = session(
      { policies: [policy(allow('*'))], boundary: policy(...ALL) },
      { s3BucketName: '{{ssm:name}}' },
    );
    expect(predict({ role, ...rest }).problems[0]).toMatchObject({
      code: 'preferences-parameter-denied',
      repair: { sentences: [{ id: 'boundary' }] },
    });
  });

  it('is read by session types that use no other preferences', () => {
    expect(
      predicted({ s3BucketName: '{{ssm:name}}' }, ALL, 'Port').starts,
    ).toBe('no');
  });

  it.each<[string, Record<string, unknown>]>([
    ['s3-put-denied', { s3BucketName: '{{ssm:name}}' }],
    [
      's3-put-denied',
      { s3BucketName: 'corp-logs', s3KeyPrefix: '{{ssm:name}}' },
    ],
    ['cw-group-missing', { cloudWatchLogGroupName: '{{ssm:name}}' }],
    ['session-key-decrypt-denied', { kmsKeyId: '{{ssm:name}}' }],
    [
      's3-bucket-not-encrypted',
      { s3BucketName: '{{ssm:name}}', s3EncryptionEnabled: true },
    ],
    [
      'cw-group-not-encrypted',
      {
        cloudWatchLogGroupName: '{{ssm:name}}',
        cloudWatchEncryptionEnabled: true,
      },
    ],
  ])('may or may not be allowed: %s with %j', (code, inputs) => {
    const { starts, problems } = predicted(inputs, [
      CORE,
      MAY_READ,
      allow('s3:GetEncryptionConfiguration'),
    ]);
    expect(starts).toBe('unknown');
    expect(problems.find(one => one.code === code)).toMatchObject({
      severity: 'unknown',
      repair: {
        text: expect.stringMatching(
          /^The agent reads name from Parameter Store/,
        ),
      },
    });
    expect(
      problems.filter(
        one => one.severity === 'error' && one.action !== 'kms:GenerateDataKey',
      ),
    ).toEqual([]);
  });

  it('does not hide failures that are independent of it', () => {
    expect(
      predicted({
        s3BucketName: '{{ssm:name}}',
        cloudWatchLogGroupName: '/ssm',
        cloudWatchEncryptionEnabled: true,
      }).starts,
    ).toBe('no');
    // It is unknown whether the role is allowed to write under the prefix.
    expect(
      predicted({ s3BucketName: 'corp-logs', s3KeyPrefix: '{{ssm:name}}' }, [
        CORE,
        MAY_READ,
        allow('kms:*'),
        allow('s3:PutObject', 'arn:aws:s3:::corp-logs/web/*'),
      ]).logged.s3,
    ).toBe('unknown');
  });
});

it('no session starts with a shell profile that is not an object', () => {
  const readiness = predicted({ shellProfile: 'bash', kmsKeyId: KEY });
  expect(readiness.starts).toBe('no');
  expect(readiness.problems[0]).toMatchObject({
    code: 'preferences-unreadable',
    severity: 'error',
    repair: { text: expect.stringContaining('Write shellProfile') },
  });
});

it('flags have no effect without a bucket and a log group', () => {
  expect(
    predicted(
      { s3EncryptionEnabled: true, cloudWatchEncryptionEnabled: true },
      [CORE],
    ),
  ).toMatchObject({
    starts: 'yes',
    logged: { s3: null, cloudWatchLogs: null },
    problems: [],
  });
});
