import { Operation, Step } from './Change';

/**
 * What each operation waits for, where the plan has it: IAM refuses an
 * attachment before both ends exist and a deletion before all is detached, a
 * profile holds one role and a policy five versions, and what replaces a
 * permission comes before the old one goes.
 */
const AFTER: Partial<Record<Operation, readonly Operation[]>> = {
  CreatePolicyVersion: ['DeletePolicyVersion'],
  // What limits a role comes before what it is granted: the portal's own
  // permissions may demand the boundary for it.
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
  // The role's tags hold the last spec, which tells what is superseded: they
  // change when that is gone, so that a run that dies before can be repeated.
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
    // The role's tags tell what was made with it: while anything is left, a
    // deletion that died can be repeated.
    'DeletePolicy',
    'DeleteInstanceProfile',
  ],
};

/**
 * The steps of a plan as waves: those of one wave need nothing of each other
 * and go together, a wave after the one before it.
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
