import {
  ExistingRole,
  FoundRole,
  managedSpec,
  profilesHolding,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  instancesUsing,
} from 'backstage-plugin-session-manager-node';

type ShownProfile = NonNullable<FoundRole['instanceProfile']>;

/**
 * The instance profile that contains the role. If there are several, the one of
 * the role's spec.
 */
export function profileShown(
  snapshot: ExistingRole,
): Pick<ShownProfile, 'name' | 'arn'> | undefined {
  const arns = profilesHolding(snapshot);
  const holding = snapshot.instanceProfiles.filter(({ arn }) =>
    arns.includes(arn),
  );
  const wanted = managedSpec(snapshot.role)?.instanceProfileName;
  const profile =
    holding.find(({ instanceProfileName: name }) => name === wanted) ??
    holding[0];
  return profile && { name: profile.instanceProfileName, arn: profile.arn };
}

/** The profile, and the number of instances that use it. */
export async function instanceProfileOf(
  account: AwsAccount,
  snapshot: ExistingRole,
): Promise<FoundRole['instanceProfile']> {
  const profile = profileShown(snapshot);
  return (
    profile && {
      ...profile,
      instances: await instancesUsing(account, profile.arn),
    }
  );
}
