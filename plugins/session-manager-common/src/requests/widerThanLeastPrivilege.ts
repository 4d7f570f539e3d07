import { matchesPattern } from '../access/pattern';
import { DocumentSpec } from '../policy/DocumentSpec';
import { permissionsPolicy } from '../policy/permissionsPolicy';
import { asList, PolicyDocument } from '../policy/PolicyDocument';

/**
 * An action that the policy allows on more than it would have to.
 *
 * @public
 */
export interface WiderGrant {
  action: string;
  /** What the policy allows it on. */
  resource: string;
  /** The narrowest that works; empty where it is not needed at all. */
  narrowest: string[];
}

/**
 * What a spec's policy allows beyond the narrowest that works; empty for the
 * style `least-privilege`.
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

/** What a policy allows: one action on one resource each. */
function grantsOf(policy: PolicyDocument) {
  return asList(policy.Statement).flatMap(({ Action, Resource }) =>
    asList(Action).flatMap(action =>
      asList(Resource).map(resource => ({ action, resource })),
    ),
  );
}
