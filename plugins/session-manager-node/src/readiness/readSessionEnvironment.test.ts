import {
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { demoFleet } from 'local-aws';
import { putPreferences, useDemoFleet } from '../__testUtils__/demoFleet';
import {
  DEVELOPMENT,
  PRODUCTION,
  testAccounts,
} from '../__testUtils__/testAccounts';
import { createTaskCache, ReadCache } from '../cache/ReadCache';
import { readSessionEnvironment } from './readSessionEnvironment';

const REGION = 'us-east-1';

jest.setTimeout(300_000);

describe('the session environment', () => {
  const aws = useDemoFleet();
  const { calls: called, refuse } = aws;
  let laid: string;

  beforeAll(async () => {
    const { Content = '' } = await new SSMClient(aws.client()).send(
      new GetDocumentCommand({ Name: demoFleet.preferencesDocument }),
    );
    laid = Content;
  });

  const prefer = (content: string | object) =>
    putPreferences(aws.client(), content);

  afterEach(() => prefer(laid));

  async function read(
    accountId = DEVELOPMENT,
    region = REGION,
    cache: ReadCache = createTaskCache(),
  ) {
    const accounts = testAccounts();
    const account = await accounts.get(accountId);
    called();
    return readSessionEnvironment({ accounts, account, region, cache });
  }

  it('is read completely, each part once', async () => {
    const key = aws.key();

    const { preferences, facts } = await read();

    expect(preferences).toMatchObject({
      status: 'found',
      document: {
        name: demoFleet.preferencesDocument,
        region: REGION,
        version: '1',
      },
      preferences: { s3BucketName: demoFleet.bucket, kmsKeyId: key },
    });
    const policy = expect.objectContaining({ Statement: expect.anything() });
    expect(facts).toEqual({
      region: REGION,
      logGroup: { known: { exists: true, kmsKeyArn: key } },
      bucket: {
        known: {
          exists: true,
          region: REGION,
          ownerAccountId: DEVELOPMENT,
          encryption: 'aws:kms',
          kmsKeyArn: key,
          policy: undefined,
          unknown: {},
        },
      },
      sessionKeyArn: { known: key },
      bucketKeyArn: { known: key },
      sessionKeyPolicy: { known: policy },
      bucketKeyPolicy: { known: policy },
    });
    expect(called()).toEqual([
      'DescribeKey',
      'DescribeLogGroups',
      'GetBucketEncryption',
      'GetBucketPolicy',
      'GetDocument',
      'GetKeyPolicy',
      'HeadBucket',
    ]);
  });

  it('has no bucket, group or key if the preferences name none', async () => {
    await prefer({});

    const { preferences, facts } = await read();

    expect(preferences.status).toBe('found');
    expect(facts).toEqual({ region: REGION });
    expect(called()).toEqual(['GetDocument']);
  });

  it('does not read resources whose name only the agent knows', async () => {
    await prefer({
      s3BucketName: '{{ssm:bucket}}',
      cloudWatchLogGroupName: '/ssm/{{ssm:group}}',
      kmsKeyId: '{{ ssm:key }}',
    });

    const { preferences, facts } = await read();

    expect(preferences).toMatchObject({
      preferences: { s3BucketName: '{{ssm:bucket}}' },
    });
    expect(facts).toEqual({ region: REGION });
    expect(called()).toEqual(['GetDocument']);
  });

  it('has Session Manager’s defaults in a region without preferences', async () => {
    const { preferences, facts } = await read(DEVELOPMENT, 'eu-west-1');

    expect(preferences).toMatchObject({
      status: 'absent',
      document: { region: 'eu-west-1' },
      preferences: { s3BucketName: '', kmsKeyId: '' },
    });
    expect(facts).toEqual({ region: 'eu-west-1' });
    expect(called()).toEqual(['GetDocument']);
  });

  it('is unknown if the preferences cannot be read, with the reason', async () => {
    refuse('GetDocument');
    expect((await read()).preferences).toMatchObject({
      status: 'unknown',
      fault: {
        kind: 'refused',
        code: 'AccessDenied',
        hint: expect.stringContaining('ssm:GetDocument'),
      },
    });

    refuse();
    await prefer('{"schemaVersion":"2.2","mainSteps":[]}');
    expect((await read()).preferences).toMatchObject({
      status: 'unknown',
      fault: {
        code: 'InvalidPreferences',
        message: expect.stringContaining('its schema version is 2.2'),
      },
    });
  });

  it.each([
    [
      'HeadBucket',
      'bucket',
      'Allow s3:ListBucket on arn:aws:s3:::corp-session-logs to',
    ],
    ['DescribeLogGroups', 'logGroup', 'Allow logs:DescribeLogGroups to'],
    [
      'DescribeKey',
      'sessionKeyPolicy',
      'Allow kms:DescribeKey on arn:aws:kms:',
    ],
    [
      'GetKeyPolicy',
      'sessionKeyPolicy',
      'Allow kms:GetKeyPolicy on arn:aws:kms:',
    ],
    [
      'GetKeyPolicy',
      'bucketKeyPolicy',
      'Allow kms:GetKeyPolicy on arn:aws:kms:',
    ],
  ] as const)(
    'reports the denied %s as the reason for the unknown %s',
    async (operation, fact, remedy) => {
      refuse(operation);

      const { facts } = await read();

      expect(facts[fact]).toEqual({
        unknown: {
          reason: expect.stringMatching(/^The portal is not allowed to read /),
          remedy: expect.stringContaining(remedy),
        },
      });
    },
  );

  it.each([
    ['GetBucketEncryption', 'encryption', 's3:GetEncryptionConfiguration'],
    ['GetBucketPolicy', 'policy', 's3:GetBucketPolicy'],
  ])(
    'only lacks the part of the bucket for which %s is denied',
    async (operation, part, action) => {
      refuse(operation);

      expect((await read()).facts.bucket).toMatchObject({
        known: {
          exists: true,
          ownerAccountId: DEVELOPMENT,
          unknown: {
            [part]: {
              reason: `The portal is not allowed to read the ${part} of the bucket corp-session-logs.`,
              remedy: `Allow ${action} on arn:aws:s3:::corp-session-logs to the portal’s AWS credentials.`,
            },
          },
        },
      });
    },
  );

  it('reads a bucket of another account with that account’s credentials', async () => {
    const { facts } = await read(PRODUCTION);

    expect(facts.bucket).toMatchObject({
      known: {
        ownerAccountId: DEVELOPMENT,
        encryption: 'aws:kms',
        kmsKeyArn: aws.key(),
      },
    });
    expect(facts.bucketKeyPolicy).toMatchObject({
      known: { Statement: expect.anything() },
    });
    expect(facts.sessionKeyPolicy).toMatchObject({ known: expect.anything() });
  });

  it.each([
    ['of the account itself', DEVELOPMENT, 1],
    // Both accounts are asked whether they own the bucket.
    ['of another account', PRODUCTION, 2],
  ])('asks each account once for a bucket %s', async (_, accountId, heads) => {
    await read(accountId);

    expect(called().filter(call => call === 'HeadBucket')).toHaveLength(heads);
  });

  it('asks each account once for a bucket shared by several accounts', async () => {
    const cache = createTaskCache();
    const heads = () => called().filter(call => call === 'HeadBucket').length;

    await read(PRODUCTION, REGION, cache);
    expect(heads()).toBe(2);
    await read(DEVELOPMENT, REGION, cache);
    expect(heads()).toBe(0);
  });

  it('is unknown for a bucket that no account of the portal owns', async () => {
    refuse('HeadBucket', 'GetBucketEncryption', 'GetBucketPolicy');

    expect((await read()).facts.bucket).toEqual({
      unknown: {
        reason: expect.stringContaining('none of its accounts owns it'),
        remedy: expect.stringMatching(
          /s3:ListBucket, s3:GetEncryptionConfiguration and s3:GetBucketPolicy on arn:aws:s3:::corp-session-logs/,
        ),
      },
    });
  });

  it('reports a missing bucket or group', async () => {
    await prefer({
      s3BucketName: 'nobodys-bucket',
      cloudWatchLogGroupName: '/ssm/sess',
    });
    expect((await read()).facts).toMatchObject({
      bucket: { known: { exists: false } },
      logGroup: { known: { exists: false } },
    });

    await prefer({ s3BucketName: 'No Bucket?policy' });
    called();
    expect((await read()).facts.bucket).toMatchObject({
      known: { exists: false },
    });
    expect(called()).toEqual(['GetDocument']);
  });

  it('finds a key by its alias, and reports a disabled one', async () => {
    const kms = new KMSClient(aws.client());
    await prefer({ kmsKeyId: demoFleet.keyAlias });
    const { preferences, facts } = await read();
    expect(preferences).toMatchObject({
      preferences: { kmsKeyId: demoFleet.keyAlias },
    });
    expect(facts.sessionKeyArn).toEqual({ known: aws.key() });
    expect(facts.sessionKeyPolicy).toMatchObject({ known: expect.anything() });

    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }));
    await prefer({ kmsKeyId: KeyMetadata?.Arn });
    expect((await read()).facts.sessionKeyPolicy).toMatchObject({
      unknown: {
        reason: expect.stringContaining('its state is Disabled'),
        remedy: expect.stringMatching(/^Enable the key arn:aws:kms:/),
      },
    });
  });

  it('reports a key that does not exist', async () => {
    const gone = `arn:aws:kms:${REGION}:${DEVELOPMENT}:key/11111111-2222-3333-4444-555555555555`;
    await prefer({ kmsKeyId: gone });

    expect((await read()).facts.sessionKeyPolicy).toMatchObject({
      unknown: { reason: `There is no key ${gone}.` },
    });
  });

  it('resolves a bucket’s key without ARN in the account that writes', async () => {
    const { encryption, key } = await foreignBucketKey(demoFleet.keyAlias);

    expect(encryption).toMatchObject({
      known: { ownerAccountId: DEVELOPMENT, kmsKeyArn: demoFleet.keyAlias },
    });
    expect(key).toEqual({ known: aws.key('production') });
  });

  it('reports an AWS managed key of a bucket, and its owner', async () => {
    const key = aws.key();
    const found = await foreignBucketKey(key, 'AWS');

    expect(found.encryption).toMatchObject({
      known: { kmsKeyArn: key, isAwsManagedKey: true },
    });
    expect(found.key).toBeUndefined();
  });

  /** What the production account knows of the key of development's bucket. */
  async function foreignBucketKey(name: string, manager = 'CUSTOMER') {
    const changes: Record<string, [RegExp, string]> = {
      GetBucketEncryption: [/(<KMSMasterKeyID>)[^<]*/, `$1${name}`],
      DescribeKey: [/("KeyManager": ?)"CUSTOMER"/, `$1"${manager}"`],
    };
    aws.proxy().answer(async ({ operation }, pass) => {
      const change = changes[operation];
      if (!change) {
        return undefined;
      }
      const { rawBody, body, ...answer } = await pass();
      const text = body ?? Buffer.from(rawBody ?? []).toString();
      return { ...answer, headers: {}, body: text.replace(...change) };
    });
    const { bucket, bucketKeyArn } = (await read(PRODUCTION)).facts;
    return { encryption: bucket, key: bucketKeyArn };
  }

  it('contains the policies of bucket and key unchanged', async () => {
    const config = aws.client();
    const kms = new KMSClient(config);
    const s3 = new S3Client(config);
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: 'arn:aws:s3:::other-logs/*',
        },
      ],
    };
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(
      new PutKeyPolicyCommand({
        KeyId: KeyMetadata?.KeyId,
        PolicyName: 'default',
        Policy: JSON.stringify(policy),
      }),
    );
    await s3.send(new CreateBucketCommand({ Bucket: 'other-logs' }));
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'other-logs',
        Policy: JSON.stringify(policy),
      }),
    );
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket: 'other-logs',
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms:dsse',
                KMSMasterKeyID: KeyMetadata?.KeyId,
              },
            },
          ],
        },
      }),
    );
    await prefer({ s3BucketName: 'other-logs' });

    expect((await read()).facts).toMatchObject({
      bucket: {
        known: {
          encryption: 'aws:kms:dsse',
          policy,
        },
      },
      bucketKeyArn: { known: KeyMetadata?.Arn },
      bucketKeyPolicy: { known: policy },
    });
  });
});
