import { Fact, TaggedInstance } from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { listInstances } from '../instances/listInstances';
import { listProfileUses } from '../role/profileUses';
import { notKnown, unknown } from './notKnown';

// EC2 lists terminated instances for about an hour.
const GONE = ['shutting-down', 'terminated'];

/**
 * Lists the instances of a region that have one of the profiles, with their
 * tags.
 */
export async function readInstanceTags(
  account: Pick<AwsAccount, 'ec2'>,
  region: string,
  instanceProfileArns: readonly string[],
): Promise<Fact<readonly TaggedInstance[]>> {
  try {
    const uses = await listProfileUses(account, [region]);
    const instanceIds = uses
      .filter(use => instanceProfileArns.includes(use.instanceProfileArn))
      .map(({ instanceId }) => instanceId);
    const instances =
      instanceIds.length > 0
        ? await listInstances(account.ec2(region), { instanceIds })
        : [];
    const known = instances
      .filter(({ state }) => !GONE.includes(state))
      .map(({ instanceId, tags }) => ({ instanceId, tags }))
      .sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
    return known.length > 0
      ? { known }
      : unknown(
          `No instance in ${region} uses the role, so no tags are known.`,
          'Attach the role’s instance profile to an instance: the result depends on its tags.',
        );
  } catch (error) {
    return notKnown(error, 'the tags of the role’s instances');
  }
}
