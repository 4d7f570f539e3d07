import { Condition } from './conditions';
import { Operator, OPERATORS } from './operators';
import { PrincipalMatch } from './principals';
import { any, all, Ternary } from '../ternary/ternary';

/** A statement that allows a request, or may allow it. */
export interface Grant {
  source: 'identity' | 'boundary' | 'resource';
  matches: Ternary;
  by: PrincipalMatch['by'];
  conditions: readonly Condition[];
}

/** The kinds of policies that apply, and the accounts they are in. */
export interface Setting {
  boundary: 'none' | 'read' | 'unknown';
  resource: 'none' | 'read' | 'unknown';
  isForeign: boolean;
  /**
   * Whether the role's policies have an effect only if the resource's policy
   * permits it.
   */
  needsResource: boolean;
}

/** Whether the grants together allow a request. */
export function allow(grants: readonly Grant[], setting: Setting): Ternary {
  const by = sum(grants, setting);
  const byRole = all([by.identity, by.boundary]);
  if (setting.isForeign) {
    return all([byRole, by.resource]);
  }
  const direct = any([
    by.session,
    all([by.role, by.boundary]),
    all([by.everyone, by.boundary === true ? true : 'unknown']),
  ]);
  return any([
    direct,
    setting.needsResource ? all([byRole, by.resource]) : byRole,
  ]);
}

/**
 * Whether each kind of policy allows, and the resource's policy for each kind
 * of principal.
 */
function sum(
  grants: readonly Grant[],
  { boundary, resource }: Setting,
): Record<Grant['source'] | Grant['by'], Ternary> {
  const unread: Ternary = resource === 'unknown' && resource;
  const by: ReturnType<typeof sum> = {
    identity: false,
    boundary: boundary === 'unknown' ? boundary : boundary === 'none',
    resource: unread,
    session: unread,
    role: false,
    everyone: false,
    account: false,
  };
  for (const grant of grants) {
    const { source, matches } = grant;
    by[source] = any([by[source], matches]);
    if (source === 'resource') {
      const kind = kindOf(grant);
      by[kind] = any([by[kind], matches]);
    }
  }
  return by;
}

/**
 * The kind of principal that a resource policy allows. A boundary limits what
 * is allowed to the role, but not what is allowed to its session. Everyone
 * includes the session if `aws:PrincipalArn` identifies it; otherwise it is not
 * documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function kindOf({ by, conditions }: Grant): Grant['by'] {
  return by === 'everyone' && conditions.some(namesCaller) ? 'session' : by;
}

const IDENTIFYING_OPERATORS: ReadonlyArray<Operator | 'Null' | undefined> = [
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
].map(name => OPERATORS.get(name.toLowerCase()));

/**
 * Whether a condition identifies the caller. Excluding others, or including
 * callers without an ARN, does not.
 */
function namesCaller({ key, operator, set, ifExists }: Condition): boolean {
  return (
    key.toLowerCase() === 'aws:principalarn' &&
    IDENTIFYING_OPERATORS.includes(operator) &&
    set !== 'forallvalues' &&
    !ifExists
  );
}
