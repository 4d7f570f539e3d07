import { Operation } from 'backstage-plugin-session-manager-common';
import { awsCode } from '../fault/awsCode';
import { StepFailure } from './applySteps';

const MADE = ['EntityAlreadyExists'];
const GONE = ['NoSuchEntity'];
const USED = ['DeleteConflict'];
const BUSY = ['ConcurrentModification', 'EntityTemporarilyUnmodifiable'];

/** Errors by which each operation shows that IAM is not as assumed. */
const SURPRISES: Partial<Record<Operation, readonly string[]>> = {
  CreatePolicy: MADE,
  CreateRole: MADE,
  CreateInstanceProfile: MADE,
  // Another run has added the role: a profile contains at most one.
  AddRoleToInstanceProfile: ['LimitExceeded', ...MADE, ...GONE],
  // Another run has created the fifth version.
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
 * Whether a step failed because IAM has changed since it was read, or is not as
 * assumed; reading it again resolves that.
 */
export function isRace({ step, error }: StepFailure): boolean {
  return [...BUSY, ...(SURPRISES[step.operation] ?? [])].includes(
    awsCode(error),
  );
}
