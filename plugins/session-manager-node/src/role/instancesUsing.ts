import { InstanceUse } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { awsFault } from '../fault/awsFault';
import { listProfileUses } from './profileUses';

/**
 * Counts the instances that use an instance profile, over the account's
 * regions; returns the fault if a region does not answer.
 *
 * @public
 */
export async function instancesUsing(
  account: Pick<AwsAccount, 'regions' | 'ec2'>,
  instanceProfileArn: string,
): Promise<InstanceUse> {
  try {
    const counts = await Promise.all(
      account.regions.map(async region => ({
        region,
        count: (await listProfileUses(account, [region])).filter(
          use => use.instanceProfileArn === instanceProfileArn,
        ).length,
      })),
    );
    return {
      count: counts.reduce((sum, { count }) => sum + count, 0),
      regions: counts.map(({ region }) => region),
      usedIn: counts.flatMap(({ region, count }) => (count > 0 ? region : [])),
    };
  } catch (error) {
    return { fault: awsFault(error) };
  }
}
