import {
  Fact,
  ResolvedRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { createTaskCache, ReadCache } from '../cache/ReadCache';
import { unknown } from './notKnown';
import { readBucketHead } from './readBucketHead';

/**
 * Whether the account that a spec says owns the bucket of its logs does, as S3
 * tells: with that account's credentials, or with those of the role's account
 * where the portal has none there. Absent where the spec names no bucket.
 *
 * @param cache - default: AWS is asked, as what decides about rights has to
 * @public
 */
export async function readBucketOwner(
  accounts: AwsAccounts,
  { s3, accountId }: ResolvedRoleSpec,
  cache: ReadCache = createTaskCache(),
): Promise<Fact<string> | undefined> {
  if (!s3) {
    return undefined;
  }
  const owner = s3.bucketOwner ?? accountId;
  const notTold = unknown(
    `AWS does not tell that account ${owner} owns the bucket ${s3.bucket}.`,
    `Allow s3:ListBucket on the bucket to the portal’s AWS credentials in account ${owner}, or name the account that owns it.`,
  );
  for (const id of new Set([owner, accountId])) {
    const asked = await reached(accounts, id);
    const head =
      asked &&
      (await readBucketHead(asked, asked.regions[0], s3.bucket, {
        cache,
        owner,
      }));
    if (head?.status === 'owned') {
      return { known: owner };
    }
  }
  return notTold;
}

async function reached(
  accounts: AwsAccounts,
  accountId: string,
): Promise<AwsAccount | undefined> {
  try {
    return await accounts.get(accountId);
  } catch {
    return undefined;
  }
}
