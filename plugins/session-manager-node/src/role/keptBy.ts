import {
  Change,
  ObservedRole,
  ResolvedRoleSpec,
} from 'backstage-plugin-session-manager-common';
import { namesOf } from './observeRole';

/**
 * What someone else added to the role and these changes leave there: ARNs of
 * managed policies and names of inline ones.
 */
export function keptBy(
  spec: ResolvedRoleSpec,
  { role }: ObservedRole,
  changes: readonly Change[],
): string[] {
  const removed = new Set(
    changes
      .filter(
        ({ operation }) =>
          operation === 'DetachRolePolicy' || operation === 'DeleteRolePolicy',
      )
      .map(({ before }) => before),
  );
  const wanted = [
    namesOf(spec).policyArn,
    spec.policyType === 'inline' ? spec.policyName : undefined,
  ];
  return [
    ...(role?.attachedPolicies ?? []),
    ...Object.keys(role?.inlinePolicies ?? {}),
  ].filter(name => !wanted.includes(name) && !removed.has(name));
}
