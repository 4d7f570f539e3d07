import {
  CompleteRoleSnapshot,
  ExistingRole,
  FoundRole,
  managedSpec,
  profilesHolding,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  instancesUsing,
} from 'backstage-plugin-session-manager-node';

/**
 * The instance profile that contains the role, and the number of instances that
 * use it. If there are several, the one of the role's spec.
 */
export async function instanceProfileOf(
  account: AwsAccount,
  snapshot: ExistingRole<CompleteRoleSnapshot>,
): Promise<FoundRole['instanceProfile']> {
  const arns = profilesHolding(snapshot);
  const holding = snapshot.instanceProfiles.filter(({ arn }) =>
    arns.includes(arn),
  );
  const wanted = managedSpec(snapshot.role)?.instanceProfileName;
  const profile =
    holding.find(({ instanceProfileName: name }) => name === wanted) ??
    holding[0];
  return (
    profile && {
      name: profile.instanceProfileName,
      arn: profile.arn,
      instances: await instancesUsing(account, profile.arn),
    }
  );
}
