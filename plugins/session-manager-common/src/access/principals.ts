import { Arn, parseArn } from '../aws/arn';
import { asList, PolicyPrincipal } from '../policy/PolicyDocument';
import { not, Ternary } from '../ternary/ternary';

/**
 * How the principal of a resource policy matches the session of a role: by its
 * role, by itself, by everyone, or by its account, whose policies then decide.
 * A service as the caller is matched like a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface PrincipalMatch {
  matches: Ternary;
  by: 'role' | 'session' | 'everyone' | 'account';
}

/** The caller: a role, or a service itself. */
export type CallingPrincipal = RoleCaller | ServiceCaller;

export interface RoleCaller {
  arn: string;
  parts: Arn | undefined;
}

export interface ServiceCaller {
  /** The service principal, such as `ec2.amazonaws.com`. */
  service: string;
}

const NO_MATCH: PrincipalMatch = { matches: false, by: 'role' };

/** Returns how a statement's principals match the caller. */
export function matchPrincipal(
  {
    principal,
    notPrincipal,
  }: {
    principal?: PolicyPrincipal;
    notPrincipal?: PolicyPrincipal;
  },
  caller: CallingPrincipal,
): PrincipalMatch {
  if (notPrincipal !== undefined) {
    return { matches: outside(notPrincipal, caller), by: 'everyone' };
  }
  return principal === undefined ? NO_MATCH : inside(principal, caller);
}

function inside(
  principal: PolicyPrincipal,
  caller: CallingPrincipal,
): PrincipalMatch {
  return 'service' in caller
    ? serviceInside(principal, caller)
    : roleInside(principal, caller);
}

/**
 * `*` is everyone. AWS documents `{ "AWS": "*" }` as equivalent, and also as
 * the identities of accounts; wildcards for services are not documented.
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

// A deleted role appears as its unique id (AROA…). AWS returns the ARN of an
// existing role, so an id in a policy is never this role.
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
  // The session name is unknown, because it is for example an instance's id.
  if (named.some(name => isSessionOf(name, caller))) {
    return { matches: 'unknown', by: 'session' };
  }
  // A canonical user id belongs to an account, but cannot be derived from its
  // number.
  return principal !== '*' && principal.CanonicalUser !== undefined
    ? { matches: 'unknown', by: 'account' }
    : NO_MATCH;
}

/**
 * Everyone who is not named is included, and no one if `*` is named. An
 * exclusion must name account, role and session. Session names are unknown, so
 * a named role may be included or not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function outside(
  principal: PolicyPrincipal,
  caller: CallingPrincipal,
): Ternary {
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
