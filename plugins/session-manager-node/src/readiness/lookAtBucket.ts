import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  S3Client,
  ServerSideEncryptionByDefault,
} from '@aws-sdk/client-s3';
import {
  parseJson,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';

/** What came of a call: its value, or the error of AWS. */
export type Outcome<T> = { value: T } | { error: unknown };

/** What an account can tell of a bucket that it owns. */
export interface BucketLook {
  /** The bucket's region; S3 tells it also where it refuses the rest. */
  region: Outcome<string>;
  encryption: Outcome<ServerSideEncryptionByDefault | undefined>;
  policy: Outcome<PolicyDocument | undefined>;
}

/**
 * Reads a bucket as its owner. S3 refuses where another account owns it, and
 * so tells who does.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
export async function lookAtBucket(
  { s3, settings }: Pick<AwsAccount, 's3' | 'settings'>,
  region: string,
  bucket: string,
): Promise<BucketLook> {
  const client = s3(region);
  const whose = { Bucket: bucket, ExpectedBucketOwner: settings.accountId };
  const [found, encryption, policy] = await Promise.all([
    outcome(regionOf(client, whose, region)),
    outcome(encryptionOf(client, whose)),
    outcome(policyOf(client, whose)),
  ]);
  return { region: found, encryption, policy };
}

/**
 * Whether an account owns a bucket, as far as S3 tells it.
 *
 * @param owner - default: the account that is asked
 */
export async function ownsBucket(
  { s3, settings }: Pick<AwsAccount, 's3' | 'settings'>,
  region: string,
  bucket: string,
  owner: string = settings.accountId,
): Promise<boolean> {
  const whose = { Bucket: bucket, ExpectedBucketOwner: owner };
  return 'value' in (await outcome(regionOf(s3(region), whose, region)));
}

interface Whose {
  Bucket: string;
  ExpectedBucketOwner: string;
}

async function regionOf(
  client: S3Client,
  whose: Whose,
  asked: string,
): Promise<string> {
  const { BucketRegion } = await client.send(
    new HeadBucketCommand(whose),
    callOptions(),
  );
  return BucketRegion ?? asked;
}

async function encryptionOf(
  client: S3Client,
  whose: Whose,
): Promise<ServerSideEncryptionByDefault | undefined> {
  try {
    const { ServerSideEncryptionConfiguration: configuration } =
      await client.send(new GetBucketEncryptionCommand(whose), callOptions());
    return configuration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  } catch (error) {
    return unless('ServerSideEncryptionConfigurationNotFoundError', error);
  }
}

async function policyOf(
  client: S3Client,
  whose: Whose,
): Promise<PolicyDocument | undefined> {
  try {
    const { Policy } = await client.send(
      new GetBucketPolicyCommand(whose),
      callOptions(),
    );
    return Policy ? (parseJson(Policy) as PolicyDocument) : undefined;
  } catch (error) {
    return unless('NoSuchBucketPolicy', error);
  }
}

/** What S3 says where there is none. */
function unless(code: string, error: unknown): undefined {
  if (awsCode(error) !== code) {
    throw error;
  }
}

async function outcome<T>(call: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await call };
  } catch (error) {
    return { error };
  }
}
