import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { AccessRequest } from './AccessRequest';
import { unsettledKeys } from './conditions';
import { allow, Grant } from './grants';
import { matchPrincipal, PrincipalMatch } from './principals';
import {
  readStatements,
  ReadStatement,
  speaksOf,
  speaksOfAction,
} from './statements';
import { Subject, subjectOfRequest } from './subject';
import { all, any, Ternary } from './ternary';

/**
 * The policies that decide on a request. One that is there but could not be
 * read is `'unknown'`: it may allow, and it may deny.
 *
 * @public
 */
export interface AccessPolicies {
  /** The role's own, attached and inline. */
  identity: readonly PolicyDocument[];
  /** The role's permissions boundary, where it has one. */
  boundary?: PolicyDocument | 'unknown';
  /** The resource's own policy, where it has one. */
  resource?: PolicyDocument | 'unknown';
}

/**
 * Whether a request is allowed; `unknown` where a condition, a principal or a
 * policy can't be settled here.
 *
 * @public
 */
export interface AccessDecision {
  outcome: 'allowed' | 'denied' | 'unknown';
  /**
   * The statements that decided: those that allow, those that deny, or those
   * that are not settled. Empty where nothing allows.
   */
  decisive: DecisiveStatement[];
}

/**
 * A statement, and where it stands.
 *
 * @public
 */
export interface DecisiveStatement {
  source: 'identity' | 'boundary' | 'resource';
  /** The place of the policy in its list. */
  policy: number;
  /** The place of the statement in the policy. */
  index: number;
  statement: PolicyStatement;
  /** The condition keys that would have to be known, where it is not settled. */
  unsettled?: string[];
}

/**
 * Decides on a request as AWS documents it: an explicit deny wins; within an
 * account the role's policies or the resource's allow, between accounts both
 * must; a boundary must allow as well; a KMS key's policy must let the role, or
 * its account, in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @public
 */
export function evaluateAccess(
  request: AccessRequest,
  policies: AccessPolicies,
): AccessDecision {
  return decideAccess(subjectOfRequest(request), readPolicies(policies));
}

/** Policies as they are compared with requests: read once for several. */
export interface ReadPolicies {
  identity: ReadonlyArray<readonly ReadStatement[]>;
  boundary?: ReadPolicy;
  resource?: ReadPolicy;
}

export type ReadPolicy = readonly ReadStatement[] | 'unknown';

/** Reads the policies that decide on calls of the services, or of any. */
export function readPolicies(
  policies: AccessPolicies,
  services?: ReadonlySet<string>,
): ReadPolicies {
  const read = (policy: PolicyDocument | 'unknown' | undefined) =>
    policy === undefined ? policy : readPolicy(policy, services);
  return {
    identity: policies.identity.map(policy => readStatements(policy, services)),
    boundary: read(policies.boundary),
    resource: read(policies.resource),
  };
}

export function readPolicy(
  policy: PolicyDocument | 'unknown',
  services?: ReadonlySet<string>,
): ReadPolicy {
  return policy === 'unknown' ? policy : readStatements(policy, services);
}

/** Decides on a request as `evaluateAccess` does. */
export function decideAccess(
  subject: Subject,
  policies: ReadPolicies,
): AccessDecision {
  const found = findAll(subject, policies);
  const denials = found.filter(({ effect }) => effect === 'Deny');
  const isUnread = [policies.boundary, policies.resource].includes('unknown');
  const denied = any([
    ...denials.map(({ matches }) => matches),
    isUnread && 'unknown',
  ]);
  if (denied === true) {
    return { outcome: 'denied', decisive: decisive(denials, true) };
  }
  const grants = found.filter(({ effect }) => effect === 'Allow');
  const allowed = allow(grants, {
    boundary: kindOf(policies.boundary),
    resource: kindOf(policies.resource),
    isForeign: subject.isForeign,
    isOnKey: subject.action.startsWith('kms:'),
  });
  if (allowed === false) {
    return { outcome: 'denied', decisive: [] };
  }
  if (denied === false && allowed === true) {
    return { outcome: 'allowed', decisive: decisive(grants, true) };
  }
  const isBounded = policies.boundary !== undefined;
  return {
    outcome: 'unknown',
    decisive: [
      ...unsettled(denials, subject, isBounded),
      ...(allowed === 'unknown' ? unsettled(grants, subject, isBounded) : []),
    ],
  };
}

function kindOf(policy: ReadPolicy | undefined): 'none' | 'read' | 'unknown' {
  if (policy === undefined) {
    return 'none';
  }
  return policy === 'unknown' ? policy : 'read';
}

/** A statement that may speak of the request. */
interface Found extends Grant {
  effect: 'Allow' | 'Deny';
  /** The place of the policy in its list, and of the statement in it. */
  policy: number;
  index: number;
  written: PolicyStatement;
}

function findAll(
  subject: Subject,
  { identity, boundary, resource }: ReadPolicies,
): Found[] {
  const found: Found[] = [];
  const isBounded = boundary !== undefined;
  const look = (
    source: Found['source'],
    policy: number,
    statements: ReadPolicy | undefined,
  ) => {
    if (statements === undefined || statements === 'unknown') {
      return;
    }
    for (const statement of statements) {
      const one = find(source, statement, subject, isBounded);
      if (one) {
        const { effect, written, index } = statement;
        found.push({ source, policy, index, effect, written, ...one });
      }
    }
  };
  identity.forEach((statements, index) => look('identity', index, statements));
  look('boundary', 0, boundary);
  look('resource', 0, resource);
  return found;
}

function find(
  source: Found['source'],
  { terms, effect }: ReadStatement,
  subject: Subject,
  isBounded: boolean,
): Pick<Found, 'matches' | 'by' | 'conditions'> | undefined {
  if (!terms) {
    return { matches: 'unknown', by: 'everyone', conditions: [] };
  }
  if (!speaksOfAction(terms, subject.action)) {
    return undefined;
  }
  const principal: PrincipalMatch =
    source === 'resource'
      ? principalOf(terms, effect, subject, isBounded)
      : { matches: true, by: 'role' };
  const matches =
    principal.matches !== false &&
    all([
      principal.matches,
      speaksOf(terms, subject.resource, subject.context),
    ]);
  return matches === false
    ? undefined
    : { matches, by: principal.by, conditions: terms.conditions };
}

/**
 * A role with a boundary is denied by NotPrincipal whoever is named there:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function principalOf(
  terms: NonNullable<ReadStatement['terms']>,
  effect: Found['effect'],
  { caller }: Subject,
  isBounded: boolean,
): PrincipalMatch {
  return isBounded && effect === 'Deny' && terms.notPrincipal !== undefined
    ? { matches: true, by: 'everyone' }
    : matchPrincipal(terms, caller);
}

function decisive(
  found: readonly Found[],
  matches: Ternary,
): DecisiveStatement[] {
  return found.filter(one => one.matches === matches).map(placeOf);
}

function placeOf({ source, policy, index, written }: Found): DecisiveStatement {
  return { source, policy, index, statement: written };
}

/** Those that are not settled, or that AWS does not say enough of. */
function unsettled(
  found: readonly Found[],
  { context }: Subject,
  isBounded: boolean,
): DecisiveStatement[] {
  return found
    .filter(
      ({ matches, by }) =>
        matches === 'unknown' || (by === 'everyone' && isBounded),
    )
    .map(one => {
      const keys = [...new Set(unsettledKeys(one.conditions, context))];
      return {
        ...placeOf(one),
        ...(keys.length > 0 ? { unsettled: keys } : {}),
      };
    });
}
