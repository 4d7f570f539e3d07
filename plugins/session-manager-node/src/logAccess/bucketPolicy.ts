import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import {
  parseJson,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { ResourcePolicyStore } from './ResourcePolicyStore';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
const MAX_BYTES = 20 * 1024;

/**
 * The policy of a bucket that the account owns. S3 refuses every call if
 * another account owns the bucket, so that a bucket of the same name is never
 * changed.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
export function bucketPolicy(
  { settings, regions, s3 }: Pick<AwsAccount, 'settings' | 'regions' | 's3'>,
  bucket: string,
): ResourcePolicyStore {
  const client = s3(regions[0]);
  const whose = { Bucket: bucket, ExpectedBucketOwner: settings.accountId };
  return {
    resource: 'bucket-policy-statement',
    arn: `arn:${settings.partition}:s3:::${bucket}`,
    title: `the policy of bucket ${bucket}`,
    maxBytes: MAX_BYTES,
    optional: true,
    async read() {
      try {
        const { Policy } = await client.send(
          new GetBucketPolicyCommand(whose),
          callOptions(),
        );
        return Policy ? (parseJson(Policy) as PolicyDocument) : undefined;
      } catch (error) {
        if (awsCode(error) === 'NoSuchBucketPolicy') {
          return undefined;
        }
        throw error;
      }
    },
    async write(policy) {
      await (policy
        ? client.send(
            new PutBucketPolicyCommand({
              ...whose,
              Policy: JSON.stringify(policy),
            }),
            callOptions(),
          )
        : client.send(new DeleteBucketPolicyCommand(whose), callOptions()));
    },
  };
}
