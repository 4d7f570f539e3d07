import { HeadBucketCommand } from '@aws-sdk/client-s3';
import {
  ReadingSubject,
  UnknownReason,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { ReadCache } from '../cache/ReadCache';
import { notKnown } from './notKnown';

/**
 * S3's answer to an account about a bucket that this or another account may
 * own. It is JSON, because it is cached.
 */
export type BucketHead =
  | { status: 'owned'; region: string }
  | { status: 'absent' }
  | { status: 'refused' | 'unknown'; why: UnknownReason };

// The bucket may belong to any account; reading it shows which.
const ANY_ENVIRONMENT: readonly ReadingSubject[] = [{ what: 'environment' }];

/**
 * Asks S3, as one account, whether an account owns a bucket, and in which
 * region it is. Concurrent reads with the same cache share the call. S3 refuses
 * the call if another account owns the bucket, which reveals the owner.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 *
 * @param owner - default: the account whose credentials are used
 */
export async function readBucketHead(
  { s3, settings }: Pick<AwsAccount, 's3' | 'settings'>,
  region: string,
  bucket: string,
  {
    cache,
    owner = settings.accountId,
  }: {
    cache: ReadCache;
    owner?: string;
  },
): Promise<BucketHead> {
  const { accountId, partition } = settings;
  return cache.getOrLoad<BucketHead>(
    `bucket-head:${accountId}:${owner}:${region}:${bucket}`,
    async () => {
      try {
        const { BucketRegion = region } = await s3(region).send(
          new HeadBucketCommand({
            Bucket: bucket,
            ExpectedBucketOwner: owner,
          }),
          callOptions(),
        );
        return { status: 'owned', region: BucketRegion };
      } catch (error) {
        const code = awsCode(error);
        if (code === 'NotFound') {
          return { status: 'absent' };
        }
        const arn = `arn:${partition}:s3:::${bucket}`;
        const what = `the region of the bucket ${bucket}`;
        return {
          status: code === 'AccessDenied' ? 'refused' : 'unknown',
          why: notKnown(error, what, arn).unknown,
        };
      }
    },
    { isStable: ({ status }) => status === 'owned', about: ANY_ENVIRONMENT },
  );
}
