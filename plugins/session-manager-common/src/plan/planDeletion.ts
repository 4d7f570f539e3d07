import { isOurs } from '../spec/ownershipTags';
import { Change } from './Change';
import { ObservedRole, PolicyState, RoleState } from './ObservedRole';
import { policyRemoval } from './planPolicies';

/**
 * What a deletion has to know besides IAM.
 *
 * @public
 */
export interface DeletionOptions {
  /** Ids of the instances that use one of the role's instance profiles. */
  usedBy?: readonly string[];
  /** Delete although instances use it. */
  force?: boolean;
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
  observed: ObservedRole,
  options: DeletionOptions = {},
): Change[] {
  const { role } = observed;
  return [
    ...(role ? roleRefusals(role, options) : []),
    ...(role ? contents(role) : []),
    ...instanceProfiles(roleName, observed),
    ...observed.policies
      .filter(policy => isOursAlone(policy, roleName))
      .flatMap(policy => [...policyRemoval(policy)]),
    ...(role
      ? [removal('DeleteRole', 'role', role.roleName, role.arn, role.roleName)]
      : []),
  ];
}

function* roleRefusals(
  role: RoleState,
  { usedBy = [], force }: DeletionOptions,
): Generator<Change> {
  const { roleName: name, arn } = role;
  const refusal = { kind: 'refused', resource: 'role', name, arn } as const;
  if (!isOurs(role.tags)) {
    yield {
      ...refusal,
      reason: `the role ${name} was not made by the portal: delete it where it was made`,
    };
  }
  if (usedBy.length > 0 && !force) {
    yield {
      ...refusal,
      reason: `${usedBy.join(', ')} ${usedBy.length === 1 ? 'uses' : 'use'} the role ${name} and would lose all sessions: replace the instance profile there, or delete with "force: true"`,
    };
  }
}

function contents(role: RoleState): Change[] {
  const { roleName, arn } = role;
  return [
    ...role.attachedPolicies.map(policy =>
      removal('DetachRolePolicy', 'policy-attachment', roleName, arn, policy),
    ),
    ...Object.keys(role.inlinePolicies).map(policy =>
      removal('DeleteRolePolicy', 'inline-policy', roleName, arn, policy),
    ),
  ];
}

/** Takes the role out of every profile, and deletes those that are ours. */
function instanceProfiles(roleName: string, observed: ObservedRole): Change[] {
  return observed.instanceProfiles.flatMap(
    ({ instanceProfileName: name, arn, roles, tags }) => [
      ...(roles.includes(roleName)
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
      ...(isOurs(tags) && roles.every(role => role === roleName)
        ? [
            removal(
              'DeleteInstanceProfile',
              'instance-profile',
              name,
              arn,
              name,
            ),
          ]
        : []),
    ],
  );
}

function isOursAlone(policy: PolicyState, roleName: string): boolean {
  return (
    isOurs(policy.tags) && policy.attachedTo.every(user => user === roleName)
  );
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
