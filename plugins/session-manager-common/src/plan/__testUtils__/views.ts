import { isManagedByPortal } from '../../roleSpec/ownershipTags';
import { recordedProfiles, recordedSpec } from '../../roleSpec/recordedSpec';
import { ResolvedRoleSpec } from '../../roleSpec/roleSpec';
import { CompleteRoleSnapshot, Tags } from '../../role/RoleSnapshot';
import { targetOf } from '../target';

/** The names in a spec, or those with which a deletion starts. */
export interface Names {
  roleName: string;
  policyArn?: string;
  instanceProfileName?: string;
}

/**
 * What `observeRole` returns for a state: the resources found by the names and
 * by the role's tags.
 */
export function seen(
  all: CompleteRoleSnapshot,
  { policyArn, instanceProfileName }: Names,
): CompleteRoleSnapshot {
  const { role } = all;
  const recorded = role && recordedSpec(role);
  const last = recorded && namesOf(recorded);
  const profiles = [
    instanceProfileName,
    last?.instanceProfileName,
    ...(role ? recordedProfiles(role) : []),
  ];
  return {
    role,
    policies: all.policies.filter(
      ({ arn }) =>
        arn === policyArn ||
        arn === last?.policyArn ||
        role?.attachedPolicies.includes(arn),
    ),
    instanceProfiles: all.instanceProfiles.filter(
      profile =>
        profiles.includes(profile.instanceProfileName) ||
        (role && profile.roles.includes(role.roleName)),
    ),
  };
}

export function namesOf(spec: ResolvedRoleSpec): Names {
  const { role, policy, instanceProfile } = targetOf(spec);
  return {
    roleName: role.name,
    policyArn: policy?.arn,
    instanceProfileName: instanceProfile?.name,
  };
}

/** The tags of the resource with an ARN; `undefined` if it does not exist. */
export function tagsOf(
  all: CompleteRoleSnapshot,
  arn: string,
): Tags | undefined {
  return [
    ...(all.role ? [all.role] : []),
    ...all.policies,
    ...all.instanceProfiles,
  ].find(thing => thing.arn === arn)?.tags;
}

/** The portal's resources that nothing uses. */
export function unusedOwnResources({
  policies,
  instanceProfiles,
}: CompleteRoleSnapshot): string[] {
  return [
    ...policies.filter(
      ({ tags, attachedTo }) =>
        isManagedByPortal(tags) && attachedTo.length === 0,
    ),
    ...instanceProfiles.filter(
      ({ tags, roles }) => isManagedByPortal(tags) && roles.length === 0,
    ),
  ]
    .map(({ arn }) => arn)
    .sort();
}
