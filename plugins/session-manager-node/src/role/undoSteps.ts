import { Step } from 'backstage-plugin-session-manager-common';

/**
 * The steps that take away what the given steps created, and only that: what
 * they changed or deleted stays as it is.
 */
export function undoSteps(done: readonly Step[]): Step[] {
  return [...done].reverse().flatMap(undo);
}

function undo(step: Step): Step[] {
  const { name, arn } = step;
  const on = { name, arn, kind: 'delete' } as const;
  switch (step.operation) {
    case 'AddRoleToInstanceProfile':
      return [
        {
          ...on,
          operation: 'RemoveRoleFromInstanceProfile',
          resource: 'instance-profile-role',
          before: step.after,
        },
      ];
    case 'AttachRolePolicy':
      return [
        {
          ...on,
          operation: 'DetachRolePolicy',
          resource: 'policy-attachment',
          before: step.after,
        },
      ];
    case 'PutRolePolicy':
      return step.before
        ? []
        : [
            {
              ...on,
              operation: 'DeleteRolePolicy',
              resource: 'inline-policy',
              before: step.after.policyName,
            },
          ];
    case 'CreateInstanceProfile':
      return [
        {
          ...on,
          operation: 'DeleteInstanceProfile',
          resource: 'instance-profile',
          before: name,
        },
      ];
    case 'CreatePolicy':
      return [
        {
          ...on,
          operation: 'DeletePolicy',
          resource: 'policy',
          before: name,
        },
      ];
    case 'CreateRole':
      return [
        { ...on, operation: 'DeleteRole', resource: 'role', before: name },
      ];
    default:
      return [];
  }
}
