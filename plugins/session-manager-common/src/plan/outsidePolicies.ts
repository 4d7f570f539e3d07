import { managedSpec } from '../roleSpec/managedSpec';
import { CompleteRoleSnapshot } from '../role/RoleSnapshot';
import { Change } from './Change';

/**
 * The policies of a role that the portal did not create with it.
 *
 * @public
 */
export interface OutsidePolicies {
  /** The ARNs of managed policies that a deletion detaches but keeps. */
  kept: readonly string[];
  /** The names of inline policies, which are deleted with the role. */
  deleted: readonly string[];
}

/**
 * Returns what a deletion does with the policies that were added to a role
 * outside the portal, or that others use.
 *
 * @public
 */
export function outsidePolicies(
  { role }: CompleteRoleSnapshot,
  changes: readonly Change[],
): OutsidePolicies {
  const deleted = changes.flatMap(change =>
    change.operation === 'DeletePolicy' ? change.arn : [],
  );
  const spec = role && managedSpec(role);
  const own = spec?.policyType === 'inline' ? spec.policyName : undefined;
  return {
    kept: (role?.attachedPolicies ?? []).filter(arn => !deleted.includes(arn)),
    deleted: Object.keys(role?.inlinePolicies ?? {}).filter(
      name => name !== own,
    ),
  };
}
