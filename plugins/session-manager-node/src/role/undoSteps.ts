import {
  CompleteRoleSnapshot,
  isManagedByPortal,
  removal,
  ResolvedRoleSpec,
  SPEC_TAG,
  specHash,
  Step,
  Tags,
} from 'backstage-plugin-session-manager-common';

/**
 * The steps that remove what the given steps created, and only that: what they
 * changed or deleted stays as it is.
 */
export function undoSteps(done: readonly Step[]): Step[] {
  return [...done].reverse().flatMap(undo);
}

function undo(step: Step): Step[] {
  switch (step.operation) {
    case 'AddRoleToInstanceProfile':
      return [
        removal(
          'RemoveRoleFromInstanceProfile',
          'instance-profile-role',
          step,
          step.after,
        ),
      ];
    case 'AttachRolePolicy':
      return [
        removal('DetachRolePolicy', 'policy-attachment', step, step.after),
      ];
    case 'PutRolePolicy':
      return step.before
        ? []
        : [
            removal(
              'DeleteRolePolicy',
              'inline-policy',
              step,
              step.after.policyName,
            ),
          ];
    case 'CreateInstanceProfile':
      return [removal('DeleteInstanceProfile', 'instance-profile', step)];
    case 'CreatePolicy':
      return [removal('DeletePolicy', 'policy', step)];
    case 'CreateRole':
      return [removal('DeleteRole', 'role', step)];
    default:
      return [];
  }
}

/**
 * The steps that remove what an interrupted run for this spec created: it has
 * the spec's hash, nothing uses it, and the role was created from another spec
 * or by someone else.
 *
 * @param done - what this run did itself
 */
export function orphanSteps(
  spec: ResolvedRoleSpec,
  { role, policies, instanceProfiles }: CompleteRoleSnapshot,
  done: readonly Step[],
): Step[] {
  const hash = specHash(spec);
  if (role?.tags[SPEC_TAG] === hash) {
    return [];
  }
  const isLeft = ({ arn, tags }: { arn: string; tags: Tags }) =>
    isManagedByPortal(tags) &&
    tags[SPEC_TAG] === hash &&
    !done.some(step => step.arn === arn);
  return [
    ...policies
      .filter(policy => isLeft(policy) && policy.attachedTo.length === 0)
      .map(({ arn, policyName: name }) =>
        removal('DeletePolicy', 'policy', { arn, name }),
      ),
    ...instanceProfiles
      .filter(profile => isLeft(profile) && profile.roles.length === 0)
      .map(({ arn, instanceProfileName: name }) =>
        removal('DeleteInstanceProfile', 'instance-profile', { arn, name }),
      ),
  ];
}
