import { ServerSideEncryptionByDefault } from '@aws-sdk/client-s3';
import { BucketFacts, Fact } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { awsCode } from '../fault/awsCode';
import { BucketLook, lookAtBucket, ownsBucket } from './lookAtBucket';
import { notKnown, unknown } from './notKnown';

/** The accounts that may own a bucket; an error where one is not reached. */
export type OtherAccounts = () => Promise<readonly AwsAccount[]>;

/**
 * Reads a bucket with the credentials of the account that owns it: the role's
 * own, else one of the others.
 */
export async function readBucket(
  account: AwsAccount,
  others: OtherAccounts,
  region: string,
  bucket: string,
): Promise<Fact<BucketFacts>> {
  if (!isBucketName(bucket)) {
    return { known: noBucket(account, region) };
  }
  const look = await lookAtBucket(account, region, bucket);
  if (!isRefusedThroughout(look)) {
    return bucketFacts(account, look, region, bucket);
  }
  const owner = await ownerAmong(await others(), region, bucket);
  return owner
    ? bucketFacts(
        owner,
        await lookAtBucket(owner, region, bucket),
        region,
        bucket,
      )
    : unknown(
        `The portal may not read the bucket ${bucket}, or none of its accounts owns it.`,
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

function isRefusedThroughout(look: BucketLook): boolean {
  return [look.region, look.encryption, look.policy].every(
    one => 'error' in one && awsCode(one.error) === 'AccessDenied',
  );
}

async function ownerAmong(
  accounts: readonly AwsAccount[],
  region: string,
  bucket: string,
): Promise<AwsAccount | undefined> {
  const owns = await Promise.all(
    accounts.map(account => ownsBucket(account, region, bucket)),
  );
  return accounts.find((_, index) => owns[index]);
}

function bucketFacts(
  account: AwsAccount,
  look: BucketLook,
  region: string,
  bucket: string,
): Fact<BucketFacts> {
  const arn = `arn:${account.settings.partition}:s3:::${bucket}`;
  const why = (error: unknown, what: string) =>
    notKnown(error, `the ${what} of the bucket ${bucket}`, arn);
  if ('error' in look.region) {
    return awsCode(look.region.error) === 'NotFound'
      ? { known: noBucket(account, region) }
      : why(look.region.error, 'region');
  }
  const { encryption, policy } = look;
  return {
    known: {
      exists: true,
      region: look.region.value,
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

const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;
