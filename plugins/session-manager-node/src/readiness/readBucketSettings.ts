import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
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

/** Result of a call: its value, or AWS's error. */
export type Attempt<T> = { value: T } | { error: unknown };

/** Settings of a bucket, except its region. */
export interface BucketSettings {
  encryption: Attempt<ServerSideEncryptionByDefault | undefined>;
  policy: Attempt<PolicyDocument | undefined>;
}

/** Reads a bucket's settings as its owner. */
export async function readBucketSettings(
  { s3, settings }: Pick<AwsAccount, 's3' | 'settings'>,
  region: string,
  bucket: string,
): Promise<BucketSettings> {
  const client = s3(region);
  const whose = { Bucket: bucket, ExpectedBucketOwner: settings.accountId };
  const [encryption, policy] = await Promise.all([
    outcome(encryptionOf(client, whose)),
    outcome(policyOf(client, whose)),
  ]);
  return { encryption, policy };
}

interface Whose {
  Bucket: string;
  ExpectedBucketOwner: string;
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

/** S3 reports an absent setting with this error code. */
function unless(code: string, error: unknown): undefined {
  if (awsCode(error) !== code) {
    throw error;
  }
}

async function outcome<T>(call: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await call };
  } catch (error) {
    return { error };
  }
}
