import { parseArn } from '../aws/arn';
import {
  asList,
  PolicyPrincipal,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { Ternary } from './ternary';

/**
 * How a resource policy's statement speaks of a principal: of it itself, of
 * everyone, or of its account, which then decides by its own policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface PrincipalMatch {
  matches: Ternary;
  by: 'principal' | 'everyone' | 'account';
}

const NO_MATCH: PrincipalMatch = { matches: false, by: 'principal' };

/** How a statement's principals speak of a role. */
export function matchPrincipal(
  statement: PolicyStatement,
  principalArn: string,
): PrincipalMatch {
  if (statement.NotPrincipal !== undefined) {
    return {
      matches: outside(statement.NotPrincipal, principalArn),
      by: 'everyone',
    };
  }
  return statement.Principal === undefined
    ? NO_MATCH
    : inside(statement.Principal, principalArn);
}

function inside(principal: PolicyPrincipal, arn: string): PrincipalMatch {
  const named = principal === '*' ? ['*'] : asList(principal.AWS);
  if (named.includes(arn)) {
    return { matches: true, by: 'principal' };
  }
  if (named.includes('*')) {
    return { matches: true, by: 'everyone' };
  }
  if (named.some(name => isAccountOf(name, arn))) {
    return { matches: true, by: 'account' };
  }
  // A session of the role is named by a name that only the session has; a
  // canonical user id is an account's, but not told by the account's number.
  const perhaps =
    named.some(name => isSessionOf(name, arn)) ||
    (principal !== '*' && principal.CanonicalUser !== undefined);
  return perhaps ? { matches: 'unknown', by: 'principal' } : NO_MATCH;
}

/**
 * A role is surely outside when neither it nor its account is named, and
 * surely inside only when all are; what AWS does between is told as unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function outside(principal: PolicyPrincipal, arn: string): Ternary {
  const { matches, by } = inside(principal, arn);
  if (matches === false) {
    return true;
  }
  return by === 'everyone' ? false : 'unknown';
}

function isAccountOf(name: string, arn: string): boolean {
  const principal = parseArn(arn);
  return (
    name === principal?.accountId ||
    name === `arn:${principal?.partition}:iam::${principal?.accountId}:root`
  );
}

function isSessionOf(name: string, arn: string): boolean {
  const role = parseArn(arn);
  const session = parseArn(name);
  const roleName = role?.resource.split('/').pop();
  return (
    session?.service === 'sts' &&
    session.accountId === role?.accountId &&
    session.resource.startsWith(`assumed-role/${roleName}/`)
  );
}
