import { RoleSpec } from '../../roleSpec/roleSpec';
import {
  ACCOUNT,
  allow,
  BUCKET,
  BUCKET_KEY,
  CORE,
  KEY,
  LOGS,
  policy,
  session,
  trusting,
} from '../__testUtils__/sessions';
import { BucketFacts, SessionFacts } from '../model/facts';
import { predict } from '../predict/predict';
import { repairedSpec } from './repairedSpec';

type Given = Parameters<typeof session>;

const OTHER = '444455556666';
const WEB: RoleSpec = { roleName: 'web' };
const ABLE = { policies: [policy(CORE)] };

const bucketWith = (more: Partial<BucketFacts>): Partial<SessionFacts> => ({
  bucket: {
    known: {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: ACCOUNT,
      encryption: 'AES256',
      ...more,
    },
  },
});

const repaired = (spec: RoleSpec, ...given: Given) => {
  const input = session(...given);
  return repairedSpec(spec, predict(input).problems, input);
};
const changesOf = (...input: Parameters<typeof repaired>) =>
  repaired(...input).changes.map(({ field, before, after }) => [
    field,
    before,
    after,
  ]);

type Change = [field: string, before?: string, after?: string];

describe('repairedSpec', () => {
  it.each<[string, RoleSpec, Given, Change[]]>([
    [
      'the session key',
      WEB,
      [ABLE, { kmsKeyId: KEY }],
      [['kmsKeyArn', undefined, KEY]],
    ],
    [
      'the session key in place of another',
      { ...WEB, kmsKeyArn: BUCKET_KEY },
      [ABLE, { kmsKeyId: KEY }],
      [['kmsKeyArn', BUCKET_KEY, KEY]],
    ],
    [
      'the key of a resolved alias',
      WEB,
      [ABLE, { kmsKeyId: 'alias/session' }, { sessionKeyArn: { known: KEY } }],
      [['kmsKeyArn', undefined, KEY]],
    ],
    [
      'no key that is known by alias only',
      WEB,
      [ABLE, { kmsKeyId: 'alias/session' }],
      [],
    ],
    [
      'no session key of another account',
      WEB,
      [
        ABLE,
        { kmsKeyId: `arn:aws:kms:us-east-1:${OTHER}:key/session` },
        {
          sessionKeyPolicy: {
            known: policy(allow('*', '*', { Principal: '*' })),
          },
        },
      ],
      [],
    ],
    [
      'the log group',
      WEB,
      [ABLE, { cloudWatchLogGroupName: '/ssm/sessions' }],
      [['cloudWatchLogs.logGroup', undefined, '/ssm/sessions']],
    ],
    [
      'the bucket and its folder',
      WEB,
      [
        ABLE,
        { s3BucketName: 'corp-logs', s3KeyPrefix: '/web/a/' },
        bucketWith({}),
      ],
      [
        ['s3.bucket', undefined, 'corp-logs'],
        ['s3.prefix', undefined, 'web/a'],
      ],
    ],
    [
      'the key of the bucket',
      { ...WEB, s3: { bucket: 'corp-logs' } },
      [{ policies: [policy(CORE, ...BUCKET)] }, { s3BucketName: 'corp-logs' }],
      [['s3.kmsKeyArn', undefined, BUCKET_KEY]],
    ],
    [
      'no key of a bucket that uses any key of the account',
      { ...WEB, s3: { bucket: 'corp-logs' } },
      [
        { policies: [policy(CORE, ...BUCKET)] },
        { s3BucketName: 'corp-logs' },
        bucketWith({ encryption: 'aws:kms' }),
      ],
      [],
    ],
    [
      'the owner of the bucket',
      WEB,
      [
        ABLE,
        { s3BucketName: 'corp-logs' },
        bucketWith({ ownerAccountId: OTHER }),
      ],
      [
        ['s3.bucket', undefined, 'corp-logs'],
        ['s3.bucketOwner', undefined, OTHER],
      ],
    ],
    [
      'another bucket, without the settings of the previous one',
      {
        ...WEB,
        s3: {
          bucket: 'old',
          prefix: 'old',
          bucketOwner: OTHER,
          kmsKeyArn: KEY,
        },
      },
      [ABLE, { s3BucketName: 'corp-logs' }, bucketWith({})],
      [
        ['s3.bucket', 'old', 'corp-logs'],
        ['s3.prefix', 'old', undefined],
        ['s3.bucketOwner', OTHER, undefined],
        ['s3.kmsKeyArn', KEY, undefined],
      ],
    ],
    [
      'another folder, with the settings of the bucket',
      {
        ...WEB,
        s3: {
          bucket: 'corp-logs',
          prefix: 'old',
          bucketOwner: OTHER,
          kmsKeyArn: `arn:aws:kms:us-east-1:${OTHER}:key/bucket`,
        },
      },
      [
        ABLE,
        { s3BucketName: 'corp-logs', s3KeyPrefix: 'web' },
        bucketWith({ ownerAccountId: OTHER }),
      ],
      [['s3.prefix', 'old', 'web']],
    ],
    [
      'repairs of problems that appear only after the bucket can be checked',
      WEB,
      [ABLE, { s3BucketName: 'corp-logs', s3EncryptionEnabled: true }],
      [
        ['s3.bucket', undefined, 'corp-logs'],
        ['s3.kmsKeyArn', undefined, BUCKET_KEY],
      ],
    ],
    [
      'permissions of policies that are not the spec’s',
      WEB,
      [
        {
          policies: [policy(CORE, LOGS, ...BUCKET, allow('kms:*', BUCKET_KEY))],
        },
        {
          kmsKeyId: KEY,
          s3BucketName: 'corp-logs',
          cloudWatchLogGroupName: '/ssm/sessions',
        },
      ],
      [
        ['kmsKeyArn', undefined, KEY],
        ['s3.bucket', undefined, 'corp-logs'],
        ['s3.kmsKeyArn', undefined, BUCKET_KEY],
        ['cloudWatchLogs.logGroup', undefined, '/ssm/sessions'],
      ],
    ],
    [
      'nothing for an unknown bucket',
      WEB,
      [
        ABLE,
        { kmsKeyId: KEY, s3BucketName: 'corp-logs' },
        { bucket: { unknown: { reason: '', remedy: '' } } },
      ],
      [['kmsKeyArn', undefined, KEY]],
    ],
    [
      'the kind of node of the role',
      { ...WEB, instanceProfileName: 'web' },
      [
        { policies: [], ...trusting('ssm.amazonaws.com') },
        {},
        { target: undefined },
      ],
      [
        ['target', undefined, 'hybrid'],
        ['instanceProfileName', 'web', undefined],
      ],
    ],
    [
      'EC2 instances if the target says so',
      { ...WEB, target: 'hybrid' },
      [{ policies: [] }, {}, { target: 'ec2' }],
      [['target', 'hybrid', 'ec2']],
    ],
    [
      'the kind of node in the facts',
      WEB,
      [{ policies: [] }, {}, { target: 'hybrid' }],
      [['target', undefined, 'hybrid']],
    ],
    ['nothing if the spec is correct', WEB, [{ policies: [] }], []],
    [
      'nothing for a log group that does not exist',
      WEB,
      [
        { policies: [policy(CORE, LOGS)] },
        { cloudWatchLogGroupName: '/ssm/sessions' },
        { logGroup: { known: { exists: false } } },
      ],
      [],
    ],
  ])('adopts %s', (_, spec, given, changes) => {
    expect(changesOf(spec, ...given)).toEqual(changes);
  });

  it('preserves the other fields of the spec', () => {
    const spec: RoleSpec = {
      ...WEB,
      policyName: 'own',
      cloudWatchLogs: { kmsKeyArn: KEY },
    };
    expect(
      repaired(spec, ABLE, { cloudWatchLogGroupName: '/ssm/sessions' }).spec,
    ).toEqual({
      ...spec,
      cloudWatchLogs: { kmsKeyArn: KEY, logGroup: '/ssm/sessions' },
    });
  });

  it('lists only the problems that the role can fix', () => {
    expect(
      repaired(
        WEB,
        { policies: [policy(CORE)], boundary: policy(CORE) },
        { ...{ kmsKeyId: KEY, cloudWatchLogGroupName: '/ssm/sessions' } },
        { logGroup: { known: { exists: false } } },
      ).problems,
    ).toEqual([
      'session-key-decrypt-denied',
      'cw-group-check-denied',
      'cw-create-stream-denied',
      'cw-describe-streams-denied',
      'cw-put-events-denied',
    ]);
    // Unknown properties of the role are not repaired.
    expect(repaired(WEB, { ...ABLE, trust: undefined })).toEqual({
      spec: WEB,
      changes: [],
      problems: [],
    });
  });

  it.each<[string, SessionFacts['bucket']]>([
    ['absent', undefined],
    ['unknown', { unknown: { reason: '', remedy: '' } }],
  ])('uses the bucket of the preferences if its facts are %s', (_, bucket) => {
    const input = session(ABLE, { s3BucketName: 'corp-logs' });
    const { problems } = predict(input);
    expect(
      repairedSpec(WEB, problems, {
        ...input,
        facts: { ...input.facts, bucket },
      }).spec.s3,
    ).toMatchObject({ bucket: 'corp-logs' });
  });

  it('rejects an ARN that is not a role ARN', () => {
    const input = session(ABLE, { kmsKeyId: KEY });
    expect(() =>
      repairedSpec(WEB, predict(input).problems, {
        ...input,
        role: { ...input.role, arn: 'arn:aws:iam::1:user/ada' },
      }),
    ).toThrow('is not a role ARN');
  });
});
