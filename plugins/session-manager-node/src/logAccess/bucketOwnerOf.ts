import { InputError } from '@backstage/errors';
import {
  refuseUnallowed,
  ResolvedRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';

/**
 * Returns the account that owns the log bucket of a role. Throws an
 * `InputError` if it is the role's own account, if it is in another partition,
 * or if its settings do not allow the bucket, and a `NotAllowedError` if it is
 * not configured.
 *
 * @public
 */
export async function bucketOwnerOf(
  { s3, accountId, partition, roleName }: ResolvedRoleSpec,
  accounts: AwsAccounts,
): Promise<AwsAccount> {
  if (!s3?.bucketOwner || s3.bucketOwner === accountId) {
    throw new InputError(
      's3.bucketOwner: must differ from the role’s account, for which the role’s policy is sufficient',
    );
  }
  const owner = await accounts.get(s3.bucketOwner);
  if (owner.settings.partition !== partition) {
    throw new InputError(
      `s3.bucketOwner: is in partition ${owner.settings.partition}, but the role is in ${partition}`,
    );
  }
  refuseUnallowed({ roleName, s3 }, owner.settings);
  return owner;
}
