import { Arn, parseArn } from '../aws/arn';
import { asList, PolicyPrincipal } from '../policy/PolicyDocument';
import { not, Ternary } from '../ternary/ternary';

/**
 * How a resource policy's statement speaks of a role's session: of its role,
 * of itself, of everyone, or of its account, which then decides by its own
 * policies. A service that calls by itself is named as a role is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface PrincipalMatch {
  matches: Ternary;
  by: 'role' | 'session' | 'everyone' | 'account';
}

/** Who calls: a role, or a service by itself. */
export type Caller = RoleCaller | ServiceCaller;

export interface RoleCaller {
  arn: string;
  parts: Arn | undefined;
}

export interface ServiceCaller {
  /** Such as `ec2.amazonaws.com`. */
  service: string;
}

const NO_MATCH: PrincipalMatch = { matches: false, by: 'role' };

/** How a statement's principals speak of the caller. */
export function matchPrincipal(
  {
    principal,
    notPrincipal,
  }: {
    principal?: PolicyPrincipal;
    notPrincipal?: PolicyPrincipal;
  },
  caller: Caller,
): PrincipalMatch {
  if (notPrincipal !== undefined) {
    return { matches: outside(notPrincipal, caller), by: 'everyone' };
  }
  return principal === undefined ? NO_MATCH : inside(principal, caller);
}

function inside(principal: PolicyPrincipal, caller: Caller): PrincipalMatch {
  return 'service' in caller
    ? serviceInside(principal, caller)
    : roleInside(principal, caller);
}

/**
 * `*` is everyone. AWS calls `{ "AWS": "*" }` the same, and also says that it
 * is about identities of accounts; a wildcard for services is in no page.
 */
function serviceInside(
  principal: PolicyPrincipal,
  { service }: ServiceCaller,
): PrincipalMatch {
  if (principal === '*') {
    return { matches: true, by: 'everyone' };
  }
  const named = asList(principal.Service);
  if (named.includes(service)) {
    return { matches: true, by: 'role' };
  }
  const isOpen = named.includes('*') || asList(principal.AWS).includes('*');
  return isOpen ? { matches: 'unknown', by: 'everyone' } : NO_MATCH;
}

// A deleted role is named by its unique id (AROA…); of a role that exists AWS
// always tells the ARN, so no id in a policy is this role.
function roleInside(
  principal: PolicyPrincipal,
  caller: RoleCaller,
): PrincipalMatch {
  const named = principal === '*' ? ['*'] : asList(principal.AWS);
  if (named.includes('*')) {
    return { matches: true, by: 'everyone' };
  }
  if (named.includes(caller.arn)) {
    return { matches: true, by: 'role' };
  }
  if (named.some(name => isAccountOf(name, caller))) {
    return { matches: true, by: 'account' };
  }
  // A session has a name that is not known here, such as an instance's id.
  if (named.some(name => isSessionOf(name, caller))) {
    return { matches: 'unknown', by: 'session' };
  }
  // A canonical user id is an account's, which its number does not tell.
  return principal !== '*' && principal.CanonicalUser !== undefined
    ? { matches: 'unknown', by: 'account' }
    : NO_MATCH;
}

/**
 * Everyone is outside who is not named, and nobody is where `*` is. Whoever is
 * to be left out must be named with account, role and session; as sessions
 * are not known, a role that is named may be outside or not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function outside(principal: PolicyPrincipal, caller: Caller): Ternary {
  const { matches, by } = inside(principal, caller);
  if (matches === false || 'service' in caller) {
    return not(matches);
  }
  return by === 'everyone' ? false : 'unknown';
}

function isAccountOf(name: string, { parts }: RoleCaller): boolean {
  return (
    name === parts?.accountId ||
    name === `arn:${parts?.partition}:iam::${parts?.accountId}:root`
  );
}

function isSessionOf(name: string, { parts }: RoleCaller): boolean {
  const roleName = parts?.resource.split('/').pop();
  const session = parseArn(name);
  return (
    session?.service === 'sts' &&
    session.accountId === parts?.accountId &&
    session.resource.startsWith(`assumed-role/${roleName}/`)
  );
}
