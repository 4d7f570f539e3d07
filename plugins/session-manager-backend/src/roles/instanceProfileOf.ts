import {
  FoundRole,
  ObservedRole,
  RoleState,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  instancesUsing,
} from 'backstage-plugin-session-manager-node';
import { specOf } from './specOf';

/**
 * The instance profile that holds the role, and how many instances use it. Of
 * several, that of the role's spec.
 */
export async function instanceProfileOf(
  account: AwsAccount,
  role: RoleState,
  observed: ObservedRole,
): Promise<FoundRole['instanceProfile']> {
  const holding = observed.instanceProfiles.filter(({ roles }) =>
    roles.includes(role.roleName),
  );
  const wanted = specOf(role)?.instanceProfileName;
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
