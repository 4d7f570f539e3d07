import { ConflictError } from '@backstage/errors';
import {
  mergeStatements,
  PolicyDocument,
  RoleStatements,
  StatementMerge,
} from 'backstage-plugin-session-manager-common';
import { KeptPolicy } from './KeptPolicy';

/**
 * A policy with a role's statements merged in. Throws a `ConflictError` where
 * that cannot be written: somebody else's statement has the Sid, the policy
 * would be too large, or none would be left where there has to be one.
 */
export function mergeInto(
  { title, maxBytes, optional }: KeptPolicy,
  policy: PolicyDocument | undefined,
  role: RoleStatements,
): StatementMerge {
  const merge = mergeStatements(policy, role);
  if (merge.conflicts.length > 0) {
    throw new ConflictError(
      `In ${title}, a statement that is not ${role.roleArn}'s has the Sid ${merge.conflicts.join(' and ')}: its owner has to rename or remove it.`,
    );
  }
  if (merge.edits.length > 0 && !merge.policy && !optional) {
    throw new ConflictError(
      `Nothing would be left in ${title}, and AWS takes no empty one: its owner has to add a statement first.`,
    );
  }
  const size = Buffer.byteLength(JSON.stringify(merge.policy ?? ''));
  if (merge.edits.some(({ after }) => after) && size > maxBytes) {
    throw new ConflictError(
      `With these statements ${title} would have ${size} bytes, and AWS takes ${maxBytes}: its owner has to shorten it.`,
    );
  }
  return merge;
}
