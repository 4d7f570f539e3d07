import { Operation, Step } from './Change';

/**
 * The operations that must precede each operation. IAM rejects an attachment
 * before both resources exist and a deletion before everything is detached; an
 * instance profile holds one role and a policy five versions; and a replacement
 * is granted before the old permission is removed.
 */
const AFTER: Partial<Record<Operation, readonly Operation[]>> = {
  CreatePolicyVersion: ['DeletePolicyVersion'],
  // The boundary is set before permissions are granted, because the portal's
  // own permissions may require it.
  AttachRolePolicy: [
    'CreatePolicy',
    'CreateRole',
    'PutRolePermissionsBoundary',
  ],
  PutRolePolicy: ['CreateRole', 'PutRolePermissionsBoundary'],
  AddRoleToInstanceProfile: [
    'CreateInstanceProfile',
    'CreateRole',
    'RemoveRoleFromInstanceProfile',
  ],
  DetachRolePolicy: ['AttachRolePolicy', 'PutRolePolicy'],
  DeleteRolePolicy: ['AttachRolePolicy', 'PutRolePolicy'],
  // The role's tags contain the last spec, which identifies what is superseded.
  // They are changed last, so that an interrupted run can be repeated.
  TagRole: [
    'DetachRolePolicy',
    'DeleteRolePolicy',
    'DeletePolicy',
    'DeleteInstanceProfile',
    'UntagPolicy',
    'UntagInstanceProfile',
    'UntagRole',
  ],
  DeletePolicy: [
    'DetachRolePolicy',
    'DeletePolicyVersion',
    'DeleteRolePermissionsBoundary',
    'PutRolePermissionsBoundary',
  ],
  DeleteInstanceProfile: ['RemoveRoleFromInstanceProfile'],
  DeleteRole: [
    'DetachRolePolicy',
    'DeleteRolePolicy',
    'DeleteRolePermissionsBoundary',
    'RemoveRoleFromInstanceProfile',
    // The role's tags identify what was created with it. The role is deleted
    // last, so that an interrupted deletion can be repeated.
    'DeletePolicy',
    'DeleteInstanceProfile',
  ],
};

/**
 * Groups the steps of a plan into waves: the steps of a wave are independent
 * and run concurrently, after all steps of the wave before.
 *
 * @public
 */
export function waves(steps: readonly Step[]): Step[][] {
  const planned = new Set(steps.map(step => step.operation));
  const depthOf = (operation: Operation): number =>
    Math.max(
      0,
      ...(AFTER[operation] ?? [])
        .filter(earlier => planned.has(earlier))
        .map(earlier => depthOf(earlier) + 1),
    );
  const result: Step[][] = [];
  for (const step of steps) {
    (result[depthOf(step.operation)] ??= []).push(step);
  }
  return result;
}
