import {
  Fact,
  ResolvedRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { createTaskCache, ReadCache } from '../cache/ReadCache';
import { unknown } from './notKnown';
import { readBucketHead } from './readBucketHead';

/**
 * Checks with S3 whether the account that a spec names as the owner of its log
 * bucket owns it: with that account's credentials, or with those of the role's
 * account if the portal has none there. `undefined` if the spec names no
 * bucket.
 *
 * @param cache - default: AWS is asked, as authorization decisions require
 *
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
  const notReturned = unknown(
    `AWS does not confirm that account ${owner} owns the bucket ${s3.bucket}.`,
    `Allow s3:ListBucket on the bucket to the portal’s AWS credentials in account ${owner}, or name the account that owns it.`,
  );
  for (const id of new Set([owner, accountId])) {
    const reader = await withDatabaseErrors(accounts, id);
    const head =
      reader &&
      (await readBucketHead(reader, reader.regions[0], s3.bucket, {
        cache,
        owner,
      }));
    if (head?.status === 'owned') {
      return { known: owner };
    }
  }
  return notReturned;
}

async function withDatabaseErrors(
  accounts: AwsAccounts,
  accountId: string,
): Promise<AwsAccount | undefined> {
  try {
    return await accounts.get(accountId);
  } catch {
    return undefined;
  }
}
