import { ConflictError } from '@backstage/errors';
import {
  mergeStatements,
  PolicyDocument,
  RoleStatements,
  StatementMerge,
} from 'backstage-plugin-session-manager-common';
import { ResourcePolicyStore } from './ResourcePolicyStore';

/**
 * Merges a role's statements into a policy. Throws a `ConflictError` if the
 * result cannot be written: someone else's statement has the Sid, the policy
 * would be too large, or a required policy would be empty.
 */
export function mergeInto(
  { title, maxBytes, optional }: ResourcePolicyStore,
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
      `The change would leave ${title} empty, which AWS does not accept: its owner has to add a statement first.`,
    );
  }
  const size = Buffer.byteLength(JSON.stringify(merge.policy ?? ''));
  if (merge.edits.some(({ after }) => after) && size > maxBytes) {
    throw new ConflictError(
      `With these statements ${title} would have ${size} bytes, but the limit is ${maxBytes}: its owner has to shorten it.`,
    );
  }
  return merge;
}
