import { managedService } from '../catalog/roleOwnership';
import { managerOf } from '../roleSpec/ownershipTags';
import { CompleteRoleSnapshot } from '../role/RoleSnapshot';

/**
 * The services of the existing role, policy and instance profile that a run
 * changes; `undefined` means none. The caller needs permission for each.
 *
 * @param names - the policy and the profile that the run names
 * @param sparesForeign - whether the run leaves policies and instance profiles
 *   alone that no manager created, as a deletion does
 *
 * @public
 */
export function affectedServices(
  { role, policies, instanceProfiles }: CompleteRoleSnapshot,
  names: { policyArn?: string; instanceProfileName?: string },
  { sparesForeign }: { sparesForeign: boolean },
): Set<string | undefined> {
  const belongings = [
    ...policies.filter(({ arn }) => arn === names.policyArn),
    ...instanceProfiles.filter(
      profile => profile.instanceProfileName === names.instanceProfileName,
    ),
  ].filter(({ tags }) => !sparesForeign || managerOf(tags));
  return new Set(
    [...(role ? [role] : []), ...belongings].map(({ tags }) =>
      managedService(tags),
    ),
  );
}
