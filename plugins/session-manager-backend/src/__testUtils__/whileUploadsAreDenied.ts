import {
  DeleteBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
  S3ClientConfig,
} from '@aws-sdk/client-s3';
import { demoFleet } from 'local-aws';

/** The Sid of the denial, to find in responses. */
export const DENIAL_SID = 'OnlyForThePortal';

/** Runs a function while the policy of the demo's bucket denies all uploads. */
export async function whileUploadsAreDenied(
  config: S3ClientConfig,
  work: () => Promise<void>,
): Promise<void> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const Bucket = demoFleet.bucket;
  const denial = {
    Sid: DENIAL_SID,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  };
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: denial }),
    }),
  );
  try {
    await work();
  } finally {
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  }
}
