import { matchesPattern } from '../access/pattern';
import { DocumentSpec } from '../documents/DocumentSpec';
import { permissionsPolicy } from '../documents/permissionsPolicy';
import { asList, PolicyDocument } from '../policy/PolicyDocument';

/**
 * An action that the policy allows on more resources than necessary.
 *
 * @public
 */
export interface WiderGrant {
  action: string;
  /** The resource in the policy. */
  resource: string;
  /** The narrowest resources; empty if the action is not needed. */
  narrowest: string[];
}

/**
 * Returns the permissions of a spec's policy that exceed least privilege; empty
 * for the style `least-privilege`.
 *
 * @public
 */
export function widerThanLeastPrivilege(spec: DocumentSpec): WiderGrant[] {
  const narrow = grantsOf(
    permissionsPolicy({ ...spec, policyStyle: 'least-privilege' }),
  );
  return grantsOf(permissionsPolicy(spec)).flatMap(({ action, resource }) => {
    const narrowest = narrow
      .filter(grant => grant.action === action)
      .map(grant => grant.resource);
    return narrowest.some(pattern => matchesPattern(pattern, resource))
      ? []
      : [{ action, resource, narrowest }];
  });
}

/** Splits a policy into single actions on single resources. */
function grantsOf(policy: PolicyDocument) {
  return asList(policy.Statement).flatMap(({ Action, Resource }) =>
    asList(Action).flatMap(action =>
      asList(Resource).map(resource => ({ action, resource })),
    ),
  );
}
