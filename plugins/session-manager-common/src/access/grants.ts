import { Condition } from './conditions';
import { Operator, OPERATORS } from './operators';
import { PrincipalMatch } from './principals';
import { any, all, Ternary } from '../ternary/ternary';

/** A statement that allows a request, or may. */
export interface Grant {
  source: 'identity' | 'boundary' | 'resource';
  matches: Ternary;
  by: PrincipalMatch['by'];
  conditions: readonly Condition[];
}

/** What kinds of policies there are, and the account that they are in. */
export interface Setting {
  boundary: 'none' | 'read' | 'unknown';
  resource: 'none' | 'read' | 'unknown';
  isForeign: boolean;
  /** Whether the role's policies count only where the resource's let them. */
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

/** Whether each kind of policy grants, and the resource's to each kind of one. */
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
 * Whom a resource policy grants to. A boundary's silence limits what is granted
 * to the role and not what is granted to its session, which everyone is too
 * where `aws:PrincipalArn` tells who; where it does not, AWS does not say.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
function kindOf({ by, conditions }: Grant): Grant['by'] {
  return by === 'everyone' && conditions.some(tellsWho) ? 'session' : by;
}

const TELLING: ReadonlyArray<Operator | 'Null' | undefined> = [
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
].map(name => OPERATORS.get(name.toLowerCase()));

/** To leave some out, or to let pass who has no ARN, names nobody. */
function tellsWho({ key, operator, set, ifExists }: Condition): boolean {
  return (
    key.toLowerCase() === 'aws:principalarn' &&
    TELLING.includes(operator) &&
    set !== 'forallvalues' &&
    !ifExists
  );
}
