import { RoleSpec } from '../roleSpec/roleSpec';
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
} from './__testUtils__/sessions';
import { BucketFacts, SessionFacts } from './facts';
import { predict } from './predict';
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
  const asked = session(...given);
  return repairedSpec(spec, predict(asked).problems, asked);
};
const changesOf = (...input: Parameters<typeof repaired>) =>
  repaired(...input).changes.map(({ field, before, after }) => [
    field,
    before,
    after,
  ]);

type Change = [field: string, before?: string, after?: string];

describe('a spec that is repaired', () => {
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
      'the key that an alias is known to be',
      WEB,
      [ABLE, { kmsKeyId: 'alias/session' }, { sessionKeyArn: { known: KEY } }],
      [['kmsKeyArn', undefined, KEY]],
    ],
    [
      'no key that only an alias names',
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
      'no key of a bucket that is any of an account’s',
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
      'the other bucket, without what the first one had',
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
      'the other folder, with what the bucket has',
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
      'what shows only once the role may look at the bucket',
      WEB,
      [ABLE, { s3BucketName: 'corp-logs', s3EncryptionEnabled: true }],
      [
        ['s3.bucket', undefined, 'corp-logs'],
        ['s3.kmsKeyArn', undefined, BUCKET_KEY],
      ],
    ],
    [
      'what the role could do by policies that are not the spec’s',
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
      'nothing for a bucket of which nothing is known',
      WEB,
      [
        ABLE,
        { kmsKeyId: KEY, s3BucketName: 'corp-logs' },
        { bucket: { unknown: { reason: '', settle: '' } } },
      ],
      [['kmsKeyArn', undefined, KEY]],
    ],
    [
      'the kind of node that the role is for',
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
      'instances, where the role is to be theirs',
      { ...WEB, target: 'hybrid' },
      [{ policies: [] }, {}, { target: 'ec2' }],
      [['target', 'hybrid', 'ec2']],
    ],
    [
      'the kind of node that is asked about',
      WEB,
      [{ policies: [] }, {}, { target: 'hybrid' }],
      [['target', undefined, 'hybrid']],
    ],
    ['nothing, where it is right already', WEB, [{ policies: [] }], []],
    [
      'nothing of a group that nobody made',
      WEB,
      [
        { policies: [policy(CORE, LOGS)] },
        { cloudWatchLogGroupName: '/ssm/sessions' },
        { logGroup: { known: { exists: false } } },
      ],
      [],
    ],
  ])('takes %s', (_, spec, given, changes) => {
    expect(changesOf(spec, ...given)).toEqual(changes);
  });

  it('keeps what else it says', () => {
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

  it('names the problems that the role has a part in, and no others', () => {
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
    // What is not known of the role itself is not mended.
    expect(repaired(WEB, { ...ABLE, trust: undefined })).toEqual({
      spec: WEB,
      changes: [],
      problems: [],
    });
  });

  it.each<[string, SessionFacts['bucket']]>([
    ['told', undefined],
    ['known', { unknown: { reason: '', settle: '' } }],
  ])('names the bucket where nothing of it is %s any more', (_, bucket) => {
    const asked = session(ABLE, { s3BucketName: 'corp-logs' });
    const { problems } = predict(asked);
    expect(
      repairedSpec(WEB, problems, {
        ...asked,
        facts: { ...asked.facts, bucket },
      }).spec.s3,
    ).toMatchObject({ bucket: 'corp-logs' });
  });

  it('is of a role', () => {
    const asked = session(ABLE, { kmsKeyId: KEY });
    expect(() =>
      repairedSpec(WEB, predict(asked).problems, {
        ...asked,
        role: { ...asked.role, arn: 'arn:aws:iam::1:user/ada' },
      }),
    ).toThrow('is no role');
  });
});
