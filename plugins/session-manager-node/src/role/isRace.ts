import { Operation } from 'backstage-plugin-session-manager-common';
import { awsCode } from '../fault/awsCode';
import { StepFailure } from './applySteps';

const MADE = ['EntityAlreadyExists'];
const GONE = ['NoSuchEntity'];
const USED = ['DeleteConflict'];
const BUSY = ['ConcurrentModification', 'EntityTemporarilyUnmodifiable'];

/** The errors by which each operation tells that IAM is not as was thought. */
const SURPRISES: Partial<Record<Operation, readonly string[]>> = {
  CreatePolicy: MADE,
  CreateRole: MADE,
  CreateInstanceProfile: MADE,
  // Another run has put the role in: a profile holds one.
  AddRoleToInstanceProfile: ['LimitExceeded', ...MADE, ...GONE],
  // Another run has written the fifth version.
  CreatePolicyVersion: ['LimitExceeded', ...GONE],
  AttachRolePolicy: GONE,
  PutRolePolicy: GONE,
  UpdateRole: GONE,
  UpdateAssumeRolePolicy: GONE,
  TagPolicy: GONE,
  TagRole: GONE,
  TagInstanceProfile: GONE,
  DeletePolicy: USED,
  DeletePolicyVersion: USED,
  DeleteInstanceProfile: USED,
  DeleteRole: USED,
};

/**
 * Whether a step failed because IAM has changed since it was read, or is not
 * as was assumed: reading it again settles that.
 */
export function isRace({ step, error }: StepFailure): boolean {
  return [...BUSY, ...(SURPRISES[step.operation] ?? [])].includes(
    awsCode(error),
  );
}
