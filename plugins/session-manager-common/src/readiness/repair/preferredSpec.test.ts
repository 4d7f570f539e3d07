import { SessionFacts } from '../model/facts';
import { parsePreferences } from '../model/preferences';
import { preferredSpec } from './preferredSpec';

const ACCOUNT = '111122223333';
const OWNER = '444455556666';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/session`;
const BUCKET_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/bucket`;
const WHY = { reason: 'The portal is not allowed.', remedy: 'Allow it.' };

function preferred(inputs: object, facts: Partial<SessionFacts> = {}) {
  return preferredSpec(
    {
      preferences: {
        document: { name: 'SSM-SessionManagerRunShell', region: 'us-east-1' },
        status: 'found',
        preferences: parsePreferences({ ...inputs }),
      },
      facts: { region: 'us-east-1', ...facts },
    },
    ACCOUNT,
  );
}

const bucket = (more: object = {}): Partial<SessionFacts> => ({
  bucket: {
    known: {
      exists: true,
      region: 'us-east-1',
      ownerAccountId: ACCOUNT,
      encryption: 'aws:kms',
      kmsKeyArn: BUCKET_KEY,
      ...more,
    },
  },
});

const LOGS = { s3BucketName: 'corp-logs', s3KeyPrefix: '/web/a/' };

describe('preferredSpec', () => {
  it('is unknown if the preferences could not be read', () => {
    expect(
      preferredSpec(
        {
          preferences: {
            document: {
              name: 'SSM-SessionManagerRunShell',
              region: 'us-east-1',
            },
            status: 'unknown',
            fault: { kind: 'refused', code: 'x', message: 'x', hint: 'x' },
          },
          facts: { region: 'us-east-1' },
        },
        ACCOUNT,
      ),
    ).toBeUndefined();
  });

  it('has the session key, the bucket with its key, and the log group', () => {
    expect(
      preferred(
        { ...LOGS, cloudWatchLogGroupName: '/ssm/sessions', kmsKeyId: KEY },
        { ...bucket(), bucketKeyArn: { known: BUCKET_KEY } },
      ),
    ).toEqual({
      spec: {
        kmsKeyArn: KEY,
        s3: { bucket: 'corp-logs', prefix: 'web/a', kmsKeyArn: BUCKET_KEY },
        cloudWatchLogs: { logGroup: '/ssm/sessions' },
      },
      logs: { s3: true, cloudWatch: true },
      unknown: {},
    });
  });

  it('has nothing if the preferences send no logs and name no key', () => {
    expect(preferred({})).toEqual({
      spec: {},
      logs: { s3: false, cloudWatch: false },
      unknown: {},
    });
  });

  it('names the owner of a bucket of another account', () => {
    expect(
      preferred(LOGS, bucket({ ownerAccountId: OWNER }))?.spec.s3,
    ).toMatchObject({ bucketOwner: OWNER });
  });

  it.each<[string, object, Partial<SessionFacts>]>([
    ['an AWS managed key', { isAwsManagedKey: true }, {}],
    ['no key', { kmsKeyArn: undefined }, {}],
  ])('has no key for a bucket with %s', (_, more, facts) => {
    const { spec, unknown } = preferred(LOGS, {
      ...bucket(more),
      ...facts,
    })!;
    expect(spec.s3).not.toHaveProperty('kmsKeyArn');
    expect(unknown).toEqual({});
  });

  it('uses the ARN of a key that could not be read', () => {
    expect(
      preferred(LOGS, { ...bucket(), bucketKeyArn: { unknown: WHY } })?.spec.s3,
    ).toMatchObject({ kmsKeyArn: BUCKET_KEY });
  });

  it.each<[string, Partial<SessionFacts>, object]>([
    [
      'the key of a bucket with an alias that could not be read',
      {
        ...bucket({ kmsKeyArn: 'alias/logs' }),
        bucketKeyArn: { unknown: WHY },
      },
      { 's3.kmsKeyArn': WHY },
    ],
    [
      'the key of a bucket whose encryption could not be read',
      bucket({ kmsKeyArn: undefined, unknown: { encryption: WHY } }),
      { 's3.kmsKeyArn': WHY },
    ],
    [
      'owner and key of a bucket that could not be read',
      { bucket: { unknown: WHY } },
      { 's3.bucketOwner': WHY, 's3.kmsKeyArn': WHY },
    ],
  ])('says why it does not know %s', (_, facts, unknown) => {
    expect(preferred(LOGS, facts)?.unknown).toEqual(unknown);
  });

  it('does not know names that only the agent resolves', () => {
    const { spec, logs, unknown } = preferred({
      s3BucketName: '{{ssm:bucket}}',
      cloudWatchLogGroupName: '/ssm/{{ssm:group}}',
      kmsKeyId: '{{ssm:key}}',
    })!;
    expect(spec).toEqual({ cloudWatchLogs: {} });
    expect(logs).toEqual({ s3: true, cloudWatch: true });
    expect(Object.keys(unknown).sort()).toEqual([
      'cloudWatchLogs.logGroup',
      'kmsKeyArn',
      's3.bucket',
    ]);
    expect(
      preferred({ s3BucketName: 'corp-logs', s3KeyPrefix: '{{ssm:prefix}}' })
        ?.unknown,
    ).toHaveProperty(['s3.prefix']);
  });
});
