import { HeadBucketCommand } from '@aws-sdk/client-s3';
import {
  ReadingSubject,
  Missing,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { ReadCache } from '../cache/ReadCache';
import { notKnown } from './notKnown';

/**
 * What S3 tells an account of a bucket that it, or another, may own; as JSON,
 * since others read it from a cache.
 */
export type BucketHead =
  | { status: 'owned'; region: string }
  | { status: 'absent' }
  | { status: 'refused' | 'unknown'; why: Missing };

// A bucket may be any account's, which the reading finds out.
const ANY_ENVIRONMENT: readonly ReadingSubject[] = [{ what: 'environment' }];

/**
 * Asks S3, as an account, whether an account owns a bucket, and where it is.
 * Whatever is read at the same time from the same cache asks it once. S3
 * refuses where another account owns it, and so tells who does.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 *
 * @param owner - default: the account that is asked
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
    { isSettled: ({ status }) => status === 'owned', about: ANY_ENVIRONMENT },
  );
}
