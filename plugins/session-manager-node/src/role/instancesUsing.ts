import { InstanceUse } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { awsFault } from '../fault/awsFault';
import { listProfileUses } from './profileUses';

/**
 * How many instances use an instance profile, over the account's regions; the
 * fault where a region does not tell.
 *
 * @public
 */
export async function instancesUsing(
  account: Pick<AwsAccount, 'regions' | 'ec2'>,
  instanceProfileArn: string,
): Promise<InstanceUse> {
  try {
    const uses = await listProfileUses(account, account.regions);
    return {
      count: uses.filter(use => use.instanceProfileArn === instanceProfileArn)
        .length,
      regions: [...account.regions],
    };
  } catch (error) {
    return { fault: awsFault(error) };
  }
}
