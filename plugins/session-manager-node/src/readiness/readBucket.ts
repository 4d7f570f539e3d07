import { ServerSideEncryptionByDefault } from '@aws-sdk/client-s3';
import { BucketFacts, Fact } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { awsCode } from '../fault/awsCode';
import { BucketSettings, readBucketSettings } from './readBucketSettings';
import { ReadCache } from '../cache/ReadCache';
import { notKnown, unknown } from './notKnown';
import { BucketHead, readBucketHead } from './readBucketHead';

const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;

/**
 * Returns the accounts that may own a bucket, and errors for accounts that
 * cannot be reached.
 */
export type OtherAccounts = () => Promise<readonly AwsAccount[]>;

/**
 * Reads a bucket with the credentials of the account that owns it: the role's
 * own account, otherwise one of the others.
 */
export async function readBucket(
  account: AwsAccount,
  others: OtherAccounts,
  region: string,
  bucket: string,
  cache: ReadCache,
): Promise<Fact<BucketFacts>> {
  if (!isBucketName(bucket)) {
    return { known: noBucket(account, region) };
  }
  const headAs = (reader: AwsAccount) =>
    readBucketHead(reader, region, bucket, { cache });
  const [head, settings] = await Promise.all([
    headAs(account),
    readBucketSettings(account, region, bucket),
  ]);
  if (!isRefusedThroughout(head, settings)) {
    return bucketFacts(account, { head, settings }, region, bucket);
  }
  const found = await ownerAmong(await others(), headAs);
  return found
    ? bucketFacts(
        found.owner,
        {
          head: found.head,
          settings: await readBucketSettings(found.owner, region, bucket),
        },
        region,
        bucket,
      )
    : unknown(
        `The portal is not allowed to read the bucket ${bucket}, or none of its accounts owns it.`,
        `Allow s3:ListBucket, s3:GetEncryptionConfiguration and s3:GetBucketPolicy on arn:${account.settings.partition}:s3:::${bucket} to the portal’s AWS credentials in account ${account.settings.accountId}, or configure the account that owns it under sessionManager.accounts.`,
      );
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
function isBucketName(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text);
}

function noBucket({ settings }: AwsAccount, region: string): BucketFacts {
  return { exists: false, region, ownerAccountId: settings.accountId };
}

function isRefusedThroughout(
  { status }: BucketHead,
  { encryption, policy }: BucketSettings,
): boolean {
  return (
    status === 'refused' &&
    [encryption, policy].every(
      one => 'error' in one && awsCode(one.error) === 'AccessDenied',
    )
  );
}

async function ownerAmong(
  accounts: readonly AwsAccount[],
  headAs: (account: AwsAccount) => Promise<BucketHead>,
): Promise<{ owner: AwsAccount; head: BucketHead } | undefined> {
  const heads = await Promise.all(
    accounts.map(async owner => ({ owner, head: await headAs(owner) })),
  );
  return heads.find(({ head }) => head.status === 'owned');
}

function bucketFacts(
  account: AwsAccount,
  { head, settings }: { head: BucketHead; settings: BucketSettings },
  region: string,
  bucket: string,
): Fact<BucketFacts> {
  const arn = `arn:${account.settings.partition}:s3:::${bucket}`;
  const why = (error: unknown, what: string) =>
    notKnown(error, `the ${what} of the bucket ${bucket}`, arn);
  if (head.status === 'absent') {
    return { known: noBucket(account, region) };
  }
  if (head.status !== 'owned') {
    return { unknown: head.why };
  }
  const { encryption, policy } = settings;
  return {
    known: {
      exists: true,
      region: head.region,
      ownerAccountId: account.settings.accountId,
      ...('value' in encryption ? encryptionFacts(encryption.value) : {}),
      ...('value' in policy ? { policy: policy.value } : {}),
      unknown: {
        ...('error' in encryption
          ? { encryption: why(encryption.error, 'encryption').unknown }
          : {}),
        ...('error' in policy
          ? { policy: why(policy.error, 'policy').unknown }
          : {}),
      },
    },
  };
}

function encryptionFacts({
  SSEAlgorithm,
  KMSMasterKeyID,
}: Partial<ServerSideEncryptionByDefault> = {}): Pick<
  BucketFacts,
  'encryption' | 'kmsKeyArn'
> {
  return {
    encryption: ENCRYPTIONS.find(known => known === SSEAlgorithm),
    kmsKeyArn: KMSMasterKeyID,
  };
}
