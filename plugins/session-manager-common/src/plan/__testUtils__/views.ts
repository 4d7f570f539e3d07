import { isOurs } from '../../roleSpec/ownershipTags';
import { recordedProfiles, recordedSpec } from '../../roleSpec/recordedSpec';
import { ResolvedRoleSpec } from '../../roleSpec/roleSpec';
import { CompleteRoleSnapshot, Tags } from '../../role/RoleSnapshot';
import { targetOf } from '../target';

/** What a spec is called, or what a deletion begins with. */
export interface Names {
  roleName: string;
  policyArn?: string;
  instanceProfileName?: string;
}

/**
 * What `observeRole` sees of all that there is: what the names lead to, and
 * the role's tags, and no more.
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

/** The tags of the thing with an ARN; `undefined` where there is none. */
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

/** What is ours and nothing uses. */
export function loose({
  policies,
  instanceProfiles,
}: CompleteRoleSnapshot): string[] {
  return [
    ...policies.filter(
      ({ tags, attachedTo }) => isOurs(tags) && attachedTo.length === 0,
    ),
    ...instanceProfiles.filter(
      ({ tags, roles }) => isOurs(tags) && roles.length === 0,
    ),
  ]
    .map(({ arn }) => arn)
    .sort();
}
