import { isManagedByPortal } from '../roleSpec/ownershipTags';
import { AwsFault } from '../fault/AwsFault';
import { Change, Refusal } from './Change';
import {
  IamInstanceProfile,
  CompleteRoleSnapshot,
  IamPolicy,
  IamRole,
} from '../role/RoleSnapshot';
import { policyRemoval } from './planPolicies';
import { removal } from './removal';

/**
 * Input of a deletion in addition to the state of IAM.
 *
 * @public
 */
export interface DeletionOptions {
  /** The instance profiles that instances use, or why they are unknown. */
  inUse: readonly ProfileUse[] | { fault: AwsFault };
  /** Delete the role even if instances use it or may use it. */
  force?: boolean;
  /** The expected path of the role; absent: any path. */
  path?: string;
}

/**
 * The use of an instance profile by an instance.
 *
 * @public
 */
export interface ProfileUse {
  instanceId: string;
  instanceProfileArn: string;
}

/**
 * Plans the ordered changes that delete a role and everything that was created
 * with it. Empty if nothing is left. A policy of others is detached, never
 * deleted. A plan with a refusal is not applied.
 *
 * @public
 */
export function planDeletion(
  roleName: string,
  observed: CompleteRoleSnapshot,
  options: DeletionOptions,
): Change[] {
  const { role } = observed;
  const profiles = observed.instanceProfiles.filter(
    profile =>
      containsRole(profile, roleName) || isOursAlone(profile, roleName),
  );
  const policies = observed.policies.filter(
    ({ tags, attachedTo }) =>
      isManagedByPortal(tags) && attachedTo.every(user => user === roleName),
  );
  return [
    ...(role ? ownershipRefusals(role) : []),
    ...pathRefusals(role ? [role] : [...profiles, ...policies], options),
    ...useRefusals(roleName, profiles, options),
    ...(role ? contents(role, policies) : []),
    ...profiles.flatMap(profile => profileRemoval(profile, roleName)),
    ...policies.flatMap(policy => [...policyRemoval(policy)]),
    ...(role
      ? [removal('DeleteRole', 'role', { name: role.roleName, arn: role.arn })]
      : []),
  ];
}

function containsRole(
  { roles }: IamInstanceProfile,
  roleName: string,
): boolean {
  return roles.includes(roleName);
}

function isOursAlone(
  { tags, roles }: IamInstanceProfile,
  roleName: string,
): boolean {
  return isManagedByPortal(tags) && roles.every(role => role === roleName);
}

function ownershipRefusals({ roleName: name, arn, tags }: IamRole): Refusal[] {
  return isManagedByPortal(tags)
    ? []
    : [
        {
          kind: 'refused',
          resource: 'role',
          name,
          arn,
          reason: `the role ${name} was not created by the portal: delete it where it was created`,
        },
      ];
}

type PathResource = IamRole | IamInstanceProfile | IamPolicy;

/**
 * Resources at another path than the expected one may be different resources.
 */
function pathRefusals(
  resources: readonly PathResource[],
  { path: after }: DeletionOptions,
): Refusal[] {
  return resources
    .filter(({ path }) => after !== undefined && path !== after)
    .map(item => {
      const { arn, path: before } = item;
      const [resource, name] = identityOf(item);
      return {
        kind: 'refused',
        resource,
        name,
        arn,
        before,
        after,
        reason: `the ${resource.replace('-', ' ')} ${name} is at the path ${before}, not at ${after}: give that path, or none`,
      };
    });
}

function identityOf(resource: PathResource): [Refusal['resource'], string] {
  if ('roleName' in resource) {
    return ['role', resource.roleName];
  }
  return 'policyName' in resource
    ? ['policy', resource.policyName]
    : ['instance-profile', resource.instanceProfileName];
}

const MOST_NAMED = 10;

/** Instances lose their sessions with their instance profile. */
function useRefusals(
  roleName: string,
  profiles: readonly IamInstanceProfile[],
  { inUse, force }: DeletionOptions,
): Refusal[] {
  if (profiles.length === 0 || force) {
    return [];
  }
  const { instanceProfileName: name, arn } = profiles[0];
  const refusal = {
    kind: 'refused',
    resource: 'instance-profile',
    name,
    arn,
  } as const;
  if ('fault' in inUse) {
    const { code, message, hint } = inUse.fault;
    return [
      {
        ...refusal,
        reason: `whether instances use the role ${roleName} could not be read (${code}: ${message} ${hint}): fix that, or select "Delete even if instances use it"`,
      },
    ];
  }
  const arns = profiles.map(profile => profile.arn);
  const users = inUse
    .filter(use => arns.includes(use.instanceProfileArn))
    .map(({ instanceId }) => instanceId);
  const named = users.slice(0, MOST_NAMED).join(', ');
  const others = users.length - MOST_NAMED;
  return users.length === 0
    ? []
    : [
        {
          ...refusal,
          reason: `${named}${others > 0 ? ` and ${others} more` : ''} ${users.length === 1 ? 'uses' : 'use'} the role ${roleName} and would lose all sessions: replace the instance profile there, or select "Delete even if instances use it"`,
        },
      ];
}

function contents(
  { roleName, arn, ...role }: IamRole,
  deleted: readonly IamPolicy[],
): Change[] {
  return [
    ...role.attachedPolicies.map(policy =>
      removal(
        'DetachRolePolicy',
        'policy-attachment',
        { name: roleName, arn },
        policy,
      ),
    ),
    ...Object.keys(role.inlinePolicies).map(policy =>
      removal(
        'DeleteRolePolicy',
        'inline-policy',
        { name: roleName, arn },
        policy,
      ),
    ),
    // A boundary is deleted with its role, but here its policy is deleted
    // before the role.
    ...deleted
      .filter(policy => policy.arn === role.permissionsBoundaryArn)
      .map(boundary =>
        removal(
          'DeleteRolePermissionsBoundary',
          'permissions-boundary',
          { name: roleName, arn },
          boundary.arn,
        ),
      ),
  ];
}

/**
 * Removes the role from an instance profile, and deletes the profile if the
 * portal created it.
 */
function profileRemoval(
  profile: IamInstanceProfile,
  roleName: string,
): Change[] {
  const { instanceProfileName: name, arn } = profile;
  return [
    ...(containsRole(profile, roleName)
      ? [
          removal(
            'RemoveRoleFromInstanceProfile',
            'instance-profile-role',
            { name, arn },
            roleName,
          ),
        ]
      : []),
    ...(isOursAlone(profile, roleName)
      ? [removal('DeleteInstanceProfile', 'instance-profile', { name, arn })]
      : []),
  ];
}
