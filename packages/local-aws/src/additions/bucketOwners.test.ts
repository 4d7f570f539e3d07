import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientConfig } from '../server/clientConfig';
import {
  DEVELOPMENT_ACCOUNT,
  LocalAws,
  startLocalAws,
} from '../server/startLocalAws';

jest.setTimeout(300_000);

const Bucket = 'corp-logs';

describe('the expected owner of a bucket', () => {
  let aws: LocalAws;
  let s3: S3Client;

  beforeAll(async () => {
    aws = await startLocalAws();
    s3 = new S3Client({ ...clientConfig(aws.env), maxAttempts: 1 });
    await s3.send(new CreateBucketCommand({ Bucket }));
  });

  afterAll(() => aws.stop());

  it('accepts the bucket’s account, and calls without an expected owner', async () => {
    for (const ExpectedBucketOwner of [DEVELOPMENT_ACCOUNT, undefined]) {
      await expect(
        s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner })),
      ).resolves.toMatchObject({ BucketRegion: 'us-east-1' });
    }
  });

  it('refuses another account', async () => {
    const whose = { Bucket, ExpectedBucketOwner: '444455556666' };

    await expect(s3.send(new HeadBucketCommand(whose))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(
      s3.send(new GetBucketPolicyCommand(whose)),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });
});
