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
import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  GetDocumentCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import {
  accessDenied,
  AwsProxy,
  clientConfig,
  demoFleet,
  LaidFleet,
  layDemoFleet,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import {
  DEVELOPMENT,
  PRODUCTION,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/testAccounts';
import { noMemory } from './Memory';
import { readSurroundings } from './readSurroundings';

const REGION = 'us-east-1';

jest.setTimeout(300_000);

describe('what besides a role decides about sessions', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let fleet: LaidFleet;
  let restoreEnv: () => void;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    restoreEnv = useLocalAws(aws);
    process.env.AWS_ENDPOINT_URL = proxy.endpoint;
    fleet = await layDemoFleet(aws.env);
  });

  let laid: string;

  beforeAll(async () => {
    const ssm = new SSMClient(clientConfig(aws.env));
    laid = (await ssm.send(new GetDocumentCommand(document))).Content ?? '';
  });

  afterEach(async () => {
    proxy.answer();
    await replacePreferences(laid);
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  async function read(accountId = DEVELOPMENT, region = REGION) {
    const accounts = testAccounts();
    const account = await accounts.get(accountId);
    proxy.calls();
    return readSurroundings({ accounts, account, region, memory: noMemory });
  }

  const called = () =>
    proxy
      .calls()
      .filter(({ service }) => service !== 'sts')
      .map(({ operation }) => operation)
      .sort();

  const refuse = (...operations: string[]) =>
    proxy.answer(async (call, pass) =>
      operations.includes(call.operation) ? accessDenied(call) : pass(),
    );

  const document = { Name: demoFleet.preferencesDocument };

  /** Other preferences than the fleet's, until the test ends. */
  async function prefer(content: string | object) {
    await replacePreferences(
      typeof content === 'string'
        ? content
        : JSON.stringify({ schemaVersion: '1.0', inputs: content }),
    );
  }

  async function replacePreferences(Content: string) {
    const ssm = new SSMClient(clientConfig(aws.env));
    await ssm.send(new DeleteDocumentCommand(document));
    await ssm.send(
      new CreateDocumentCommand({
        ...document,
        DocumentType: 'Session',
        Content,
      }),
    );
  }

  it('is read whole, and each part once', async () => {
    const key = fleet.keyArns.development;

    const { preferences, facts } = await read();

    expect(preferences).toMatchObject({
      status: 'found',
      document: { name: demoFleet.preferencesDocument, region: REGION },
      preferences: { s3BucketName: demoFleet.bucket, kmsKeyId: key },
      version: '1',
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
        },
      },
      sessionKeyPolicy: { known: policy },
      bucketKeyPolicy: { known: policy },
    });
    expect(called()).toEqual([
      'DescribeKey',
      'DescribeKey',
      'DescribeLogGroups',
      'GetBucketEncryption',
      'GetBucketPolicy',
      'GetDocument',
      'GetKeyPolicy',
      'GetKeyPolicy',
      'HeadBucket',
    ]);
  });

  it('is no bucket, group or key where the preferences name none', async () => {
    await prefer({});

    const { preferences, facts } = await read();

    expect(preferences.status).toBe('found');
    expect(facts).toEqual({ region: REGION });
    expect(called()).toEqual(['GetDocument']);
  });

  it('is Session Manager’s defaults in a region without preferences', async () => {
    const { preferences, facts } = await read(DEVELOPMENT, 'eu-west-1');

    expect(preferences).toMatchObject({
      status: 'absent',
      document: { region: 'eu-west-1' },
      preferences: { s3BucketName: '', kmsKeyId: '' },
    });
    expect(facts).toEqual({ region: 'eu-west-1' });
    expect(called()).toEqual(['GetDocument']);
  });

  it('is unknown where the preferences cannot be read, and why', async () => {
    refuse('GetDocument');
    expect((await read()).preferences).toMatchObject({
      status: 'unknown',
      fault: {
        kind: 'refused',
        code: 'AccessDenied',
        hint: expect.stringContaining('ssm:GetDocument'),
      },
    });

    proxy.answer();
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
    [
      'GetBucketEncryption',
      'bucket',
      'Allow s3:GetEncryptionConfiguration on arn:aws:s3:::corp-session-logs to',
    ],
    [
      'GetBucketPolicy',
      'bucket',
      'Allow s3:GetBucketPolicy on arn:aws:s3:::corp-session-logs to',
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
    'lacks what %s is refused, and says so of the %s',
    async (operation, fact, settle) => {
      refuse(operation);

      const { facts } = await read();

      expect(facts[fact]).toEqual({
        unknown: {
          reason: expect.stringMatching(/^The portal may not read /),
          settle: expect.stringContaining(settle),
        },
      });
    },
  );

  it('is a bucket of another account, read with that account’s credentials', async () => {
    // As S3 does where another account than the caller's owns the bucket.
    proxy.answer(async (call, pass) =>
      call.service === 's3' && call.accessKeyId !== aws.env.AWS_ACCESS_KEY_ID
        ? accessDenied(call)
        : pass(),
    );

    const { facts } = await read(PRODUCTION);

    expect(facts.bucket).toMatchObject({
      known: {
        ownerAccountId: DEVELOPMENT,
        encryption: 'aws:kms',
        kmsKeyArn: fleet.keyArns.development,
      },
    });
    expect(facts.bucketKeyPolicy).toMatchObject({
      known: { Statement: expect.anything() },
    });
    expect(facts.sessionKeyPolicy).toMatchObject({ known: expect.anything() });
  });

  it('is unknown of a bucket that no account of the portal owns', async () => {
    refuse('HeadBucket', 'GetBucketEncryption', 'GetBucketPolicy');

    expect((await read()).facts.bucket).toEqual({
      unknown: {
        reason: expect.stringContaining('none of its accounts owns it'),
        settle: expect.stringMatching(
          /s3:ListBucket, s3:GetEncryptionConfiguration and s3:GetBucketPolicy on arn:aws:s3:::corp-session-logs/,
        ),
      },
    });
  });

  it('is that there is no such bucket or group', async () => {
    await prefer({
      s3BucketName: 'nobodys-bucket',
      cloudWatchLogGroupName: '/ssm/sess',
    });
    expect((await read()).facts).toMatchObject({
      bucket: { known: { exists: false } },
      logGroup: { known: { exists: false } },
    });

    await prefer({ s3BucketName: 'No Bucket?policy' });
    proxy.calls();
    expect((await read()).facts.bucket).toMatchObject({
      known: { exists: false },
    });
    expect(called()).toEqual(['GetDocument']);
  });

  it('finds a key by its alias, and tells of a disabled one', async () => {
    const kms = new KMSClient(clientConfig(aws.env));
    await prefer({ kmsKeyId: demoFleet.keyAlias });
    const { preferences, facts } = await read();
    expect(preferences).toMatchObject({
      preferences: { kmsKeyId: fleet.keyArns.development },
    });
    expect(facts.sessionKeyPolicy).toMatchObject({ known: expect.anything() });

    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }));
    await prefer({ kmsKeyId: KeyMetadata?.Arn });
    expect((await read()).facts.sessionKeyPolicy).toMatchObject({
      unknown: {
        reason: expect.stringContaining('its state is Disabled'),
        settle: expect.stringMatching(/^Enable the key arn:aws:kms:/),
      },
    });
  });

  it('tells of a key that is not there', async () => {
    const gone = `arn:aws:kms:${REGION}:${DEVELOPMENT}:key/11111111-2222-3333-4444-555555555555`;
    await prefer({ kmsKeyId: gone });

    expect((await read()).facts.sessionKeyPolicy).toMatchObject({
      unknown: { reason: `There is no key ${gone}.` },
    });
  });

  it('is the policies of bucket and key as they are', async () => {
    const config = clientConfig(aws.env);
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
          kmsKeyArn: KeyMetadata?.Arn,
          policy,
        },
      },
      bucketKeyPolicy: { known: policy },
    });
  });
});
