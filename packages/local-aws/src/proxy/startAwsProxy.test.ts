import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateRoleCommand,
  IAMClient,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig } from '../server/clientConfig';
import { LocalAws, startLocalAws } from '../server/startLocalAws';
import { accessDenied, awsError, REQUEST_ID } from './awsError';
import { AwsProxy, startAwsProxy } from './startAwsProxy';

// moto may have to be installed first.
jest.setTimeout(300_000);

describe('startAwsProxy', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
  });

  beforeEach(async () => {
    await aws.reset();
    proxy.answer();
    proxy.calls();
  });

  afterAll(async () => {
    await proxy.stop();
    await aws.stop();
  });

  const config = (accessKeyId = 'somebody') => ({
    ...clientConfig(aws.env),
    endpoint: proxy.endpoint,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  const makeRole = (iam: IAMClient) =>
    iam.send(
      new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' }),
    );
  const roleCount = async () => {
    const iam = new IAMClient(clientConfig(aws.env));
    return (await iam.send(new ListRolesCommand({}))).Roles?.length;
  };

  it('forwards calls, and records the caller and the operation', async () => {
    await new STSClient(config('ada')).send(new GetCallerIdentityCommand());
    await new KMSClient(config('bob')).send(new ListKeysCommand());
    const s3 = new S3Client(config());
    await s3.send(new ListBucketsCommand());
    await s3.send(new CreateBucketCommand({ Bucket: 'corp-logs' }));
    await s3.send(new HeadBucketCommand({ Bucket: 'corp-logs' }));
    await expect(
      s3.send(new GetBucketEncryptionCommand({ Bucket: 'corp-logs' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });

    expect(proxy.calls()).toMatchObject([
      { service: 'sts', operation: 'GetCallerIdentity', accessKeyId: 'ada' },
      { service: 'kms', operation: 'ListKeys', accessKeyId: 'bob' },
      { service: 's3', operation: 'ListBuckets' },
      { service: 's3', operation: 'PUT /corp-logs/' },
      { service: 's3', operation: 'HeadBucket' },
      { service: 's3', operation: 'GetBucketEncryption' },
    ]);
    expect(proxy.calls()).toEqual([]);
  });

  it('counts dependent round trips', async () => {
    const iam = new IAMClient(config());
    const ask = () => iam.send(new ListRolesCommand({}));

    await Promise.all([ask(), ask().then(ask)]);
    await ask();

    expect(proxy.calls().map(({ roundTrip }) => roundTrip)).toEqual([
      1, 1, 2, 3,
    ]);
  });

  it.each(['before', 'after'])(
    'resets a connection %s the call took effect',
    async when => {
      proxy.answer(async (_, pass) => {
        if (when === 'after') {
          await pass();
        }
        return 'reset';
      });

      await expect(makeRole(new IAMClient(config()))).rejects.toMatchObject({
        message: expect.stringContaining('ECONNRESET'),
      });

      expect(await roleCount()).toBe(when === 'after' ? 1 : 0);
    },
  );

  it('returns errors of AWS in the protocol of each service', async () => {
    proxy.answer(async call =>
      awsError(call, { status: 400, code: 'Throttling' }),
    );
    const throttled = {
      name: 'Throttling',
      $metadata: { httpStatusCode: 400 },
    };

    await expect(makeRole(new IAMClient(config()))).rejects.toMatchObject({
      ...throttled,
      $metadata: { requestId: REQUEST_ID },
    });
    await expect(
      new EC2Client(config()).send(new DescribeRegionsCommand()),
    ).rejects.toMatchObject(throttled);
    await expect(
      new KMSClient(config()).send(new ListKeysCommand()),
    ).rejects.toMatchObject(throttled);
  });

  it('denies access as AWS does', async () => {
    proxy.answer(async call => accessDenied(call));

    await expect(makeRole(new IAMClient(config()))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /not authorized to perform: iam:CreateRole$/,
      ),
    });
    await expect(
      new EC2Client(config()).send(new DescribeRegionsCommand()),
    ).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(
      new KMSClient(config()).send(new ListKeysCommand()),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(
      new S3Client(config()).send(new ListBucketsCommand()),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { requestId: REQUEST_ID },
    });
    await expect(
      new S3Client(config()).send(new HeadBucketCommand({ Bucket: 'logs' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(await roleCount()).toBe(0);
  });

  it('listens only on the loopback interface', async () => {
    const { port } = new URL(proxy.endpoint);
    const others = Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(({ internal, scopeid }) => !internal && !scopeid);
    for (const { address } of [...others, { address: '::1' }]) {
      expect(await connects(Number(port), address)).toBe(false);
    }
    expect(await connects(Number(port), '127.0.0.1')).toBe(true);
  });
});

function connects(port: number, address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
