import {
  Change,
  CompleteRoleSnapshot,
  Operation,
  ResolvedRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { namesOf } from './observeRole';

/**
 * Lists what the spec does not name and these changes leave in place: ARNs of
 * managed policies, names of inline ones, and ARNs of instance profiles that
 * contain the role.
 */
export function leftInPlace(
  spec: ResolvedRoleSpec,
  { role, instanceProfiles }: CompleteRoleSnapshot,
  changes: readonly Change[],
): string[] {
  const { policyArn, instanceProfileName } = namesOf(spec);
  const inlinePolicy =
    spec.policyType === 'inline' ? spec.policyName : undefined;
  const removedBy = (operation: Operation) =>
    changes.filter(change => change.operation === operation);
  const detached = removedBy('DetachRolePolicy').map(({ before }) => before);
  const deleted = removedBy('DeleteRolePolicy').map(({ before }) => before);
  const left = removedBy('RemoveRoleFromInstanceProfile').map(({ arn }) => arn);
  return [
    ...(role?.attachedPolicies ?? []).filter(
      arn => arn !== policyArn && !detached.includes(arn),
    ),
    ...Object.keys(role?.inlinePolicies ?? {}).filter(
      name => name !== inlinePolicy && !deleted.includes(name),
    ),
    ...instanceProfiles
      .filter(
        profile =>
          profile.instanceProfileName !== instanceProfileName &&
          profile.roles.includes(spec.roleName) &&
          !left.includes(profile.arn),
      )
      .map(({ arn }) => arn),
  ];
}
