import { isOurs } from '../roleSpec/ownershipTags';
import { AwsFault } from '../fault/AwsFault';
import { Change, Refusal } from './Change';
import {
  IamInstanceProfile,
  CompleteRoleSnapshot,
  IamPolicy,
  IamRole,
} from '../role/RoleSnapshot';
import { policyRemoval } from './planPolicies';

/**
 * What a deletion has to know besides IAM.
 *
 * @public
 */
export interface DeletionOptions {
  /** The instance profiles that instances have, or why that is not known. */
  inUse: readonly ProfileUse[] | { fault: AwsFault };
  /** Delete although instances use it, or may use it. */
  force?: boolean;
  /** Where the role is thought to be; absent: at any path. */
  path?: string;
}

/**
 * An instance has an instance profile.
 *
 * @public
 */
export interface ProfileUse {
  instanceId: string;
  instanceProfileArn: string;
}

/**
 * The ordered changes that delete a role and all that was made with it; empty
 * where nothing of it is left. A policy of someone else is detached, never
 * deleted. A refusal among them means that nothing is carried out.
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
    profile => holds(profile, roleName) || isOursAlone(profile, roleName),
  );
  const policies = observed.policies.filter(
    ({ tags, attachedTo }) =>
      isOurs(tags) && attachedTo.every(user => user === roleName),
  );
  return [
    ...(role ? ownershipRefusals(role) : []),
    ...pathRefusals(role ? [role] : [...profiles, ...policies], options),
    ...useRefusals(roleName, profiles, options),
    ...(role ? contents(role, policies) : []),
    ...profiles.flatMap(profile => profileRemoval(profile, roleName)),
    ...policies.flatMap(policy => [...policyRemoval(policy)]),
    ...(role
      ? [removal('DeleteRole', 'role', role.roleName, role.arn, role.roleName)]
      : []),
  ];
}

function holds({ roles }: IamInstanceProfile, roleName: string): boolean {
  return roles.includes(roleName);
}

function isOursAlone(
  { tags, roles }: IamInstanceProfile,
  roleName: string,
): boolean {
  return isOurs(tags) && roles.every(role => role === roleName);
}

function ownershipRefusals({ roleName: name, arn, tags }: IamRole): Refusal[] {
  return isOurs(tags)
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

type Thing = IamRole | IamInstanceProfile | IamPolicy;

/** What is at another path than was thought is not what was meant. */
function pathRefusals(
  things: readonly Thing[],
  { path: after }: DeletionOptions,
): Refusal[] {
  return things
    .filter(({ path }) => after !== undefined && path !== after)
    .map(thing => {
      const { arn, path: before } = thing;
      const [resource, name] = identityOf(thing);
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

function identityOf(thing: Thing): [Refusal['resource'], string] {
  if ('roleName' in thing) {
    return ['role', thing.roleName];
  }
  return 'policyName' in thing
    ? ['policy', thing.policyName]
    : ['instance-profile', thing.instanceProfileName];
}

const MOST_NAMED = 10;

/** Instances lose their sessions with their profile. */
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
      removal('DetachRolePolicy', 'policy-attachment', roleName, arn, policy),
    ),
    ...Object.keys(role.inlinePolicies).map(policy =>
      removal('DeleteRolePolicy', 'inline-policy', roleName, arn, policy),
    ),
    // A boundary goes with its role, but here its policy goes before.
    ...deleted
      .filter(policy => policy.arn === role.permissionsBoundaryArn)
      .map(boundary =>
        removal(
          'DeleteRolePermissionsBoundary',
          'permissions-boundary',
          roleName,
          arn,
          boundary.arn,
        ),
      ),
  ];
}

/** Takes the role out of a profile, and deletes that where it is ours. */
function profileRemoval(
  profile: IamInstanceProfile,
  roleName: string,
): Change[] {
  const { instanceProfileName: name, arn } = profile;
  return [
    ...(holds(profile, roleName)
      ? [
          removal(
            'RemoveRoleFromInstanceProfile',
            'instance-profile-role',
            name,
            arn,
            roleName,
          ),
        ]
      : []),
    ...(isOursAlone(profile, roleName)
      ? [removal('DeleteInstanceProfile', 'instance-profile', name, arn, name)]
      : []),
  ];
}

function removal<Op extends string, Resource extends string>(
  operation: Op,
  resource: Resource,
  name: string,
  arn: string,
  before: string,
) {
  return { operation, kind: 'delete', resource, name, arn, before } as const;
}
