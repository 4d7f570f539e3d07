import { parseArn } from '../aws/arn';
import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { AccessRequest } from './AccessRequest';
import { Condition, unsettledKeys } from './conditions';
import { Context, contextOf } from './context';
import { textOf } from './pattern';
import { Caller, matchPrincipal, PrincipalMatch } from './principals';
import {
  readStatements,
  ReadStatement,
  speaksOf,
  speaksOfAction,
} from './statements';
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
  return decideAccess(request, readPolicies(policies));
}

/** Policies as they are compared with requests: read once for several. */
export interface ReadPolicies {
  identity: ReadonlyArray<readonly ReadStatement[]>;
  boundary?: readonly ReadStatement[] | 'unknown';
  resource?: readonly ReadStatement[] | 'unknown';
}

/** Reads the policies that decide. */
export function readPolicies(policies: AccessPolicies): ReadPolicies {
  const read = (document: PolicyDocument | 'unknown' | undefined) =>
    document && (document === 'unknown' ? document : readStatements(document));
  return {
    identity: policies.identity.map(readStatements),
    boundary: read(policies.boundary),
    resource: read(policies.resource),
  };
}

/** Decides on a request as `evaluateAccess` does. */
export function decideAccess(
  request: AccessRequest,
  policies: ReadPolicies,
): AccessDecision {
  const { boundary, resource } = policies;
  const subject = subjectOf(request, boundary !== undefined);
  const found = [
    ...policies.identity.flatMap((statements, index) =>
      find('identity', index, statements, subject),
    ),
    ...(Array.isArray(boundary) ? find('boundary', 0, boundary, subject) : []),
    ...(Array.isArray(resource) ? find('resource', 0, resource, subject) : []),
  ];
  const denials = found.filter(({ effect }) => effect === 'Deny');
  const grants = found.filter(({ effect }) => effect === 'Allow');
  const denied = any([
    ...denials.map(({ matches }) => matches),
    ...[boundary, resource].map(policy => policy === 'unknown' && policy),
  ]);
  if (denied === true) {
    return { outcome: 'denied', decisive: decisive(denials, true) };
  }
  const allowed = isAllowed(subject, policies, grants);
  if (allowed === false) {
    return { outcome: 'denied', decisive: [] };
  }
  if (denied === false && allowed === true) {
    return { outcome: 'allowed', decisive: decisive(grants, true) };
  }
  return {
    outcome: 'unknown',
    decisive: [
      ...unsettled(denials, subject),
      ...(allowed === 'unknown' ? unsettled(grants, subject) : []),
    ],
  };
}

/** A request in the form that statements are compared with. */
interface Subject {
  action: string;
  resource: string;
  caller: Caller;
  context: Context;
  isBounded: boolean;
  isForeign: boolean;
}

function subjectOf(request: AccessRequest, isBounded: boolean): Subject {
  const { action, resource, principalArn, resourceAccountId } = request;
  const parts = parseArn(principalArn);
  return {
    action: action.toLowerCase(),
    resource: namesNone(resource) ? resource : textOf(resource),
    caller: { arn: principalArn, parts },
    context: contextOf(request),
    isBounded,
    isForeign:
      resourceAccountId !== undefined && resourceAccountId !== parts?.accountId,
  };
}

function namesNone(resource: string): boolean {
  return resource === '*' || parseArn(resource)?.resource === '*';
}

/** A statement that may speak of the request. */
interface Found extends DecisiveStatement {
  effect: 'Allow' | 'Deny';
  matches: Ternary;
  by: PrincipalMatch['by'];
  conditions: readonly Condition[];
}

function find(
  source: Found['source'],
  policy: number,
  statements: readonly ReadStatement[],
  subject: Subject,
): Found[] {
  return statements.flatMap(({ written, effect, terms }, index): Found[] => {
    const where = { source, policy, index, statement: written, effect };
    if (!terms) {
      return [{ ...where, matches: 'unknown', by: 'everyone', conditions: [] }];
    }
    if (!speaksOfAction(terms, subject.action)) {
      return [];
    }
    const principal: PrincipalMatch =
      source === 'resource'
        ? principalOf(terms, effect, subject)
        : { matches: true, by: 'role' };
    const matches =
      principal.matches !== false &&
      all([
        principal.matches,
        speaksOf(terms, subject.resource, subject.context),
      ]);
    return matches === false
      ? []
      : [{ ...where, matches, by: principal.by, conditions: terms.conditions }];
  });
}

/**
 * A role with a boundary is denied by NotPrincipal whoever is named there:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function principalOf(
  terms: NonNullable<ReadStatement['terms']>,
  effect: Found['effect'],
  { caller, isBounded }: Subject,
): PrincipalMatch {
  return isBounded && effect === 'Deny' && terms.notPrincipal !== undefined
    ? { matches: true, by: 'everyone' }
    : matchPrincipal(terms, caller);
}

function isAllowed(
  { action, isForeign }: Subject,
  { boundary, resource }: ReadPolicies,
  grants: readonly Found[],
): Ternary {
  const allows = (where: (grant: Found) => boolean) =>
    any(grants.filter(where).map(({ matches }) => matches));
  const unread = [resource].map(policy => policy === 'unknown' && policy);
  const byBoundary = boundaryAllows(boundary, allows);
  const byRole = all([
    allows(({ source }) => source === 'identity'),
    byBoundary,
  ]);
  const byResource = any([
    allows(({ source }) => source === 'resource'),
    ...unread,
  ]);
  if (isForeign) {
    return all([byRole, byResource]);
  }
  const granted = (kind: GrantKind) =>
    allows(grant => grant.source === 'resource' && kindOf(grant) === kind);
  const direct = any([
    ...unread,
    granted('session'),
    all([granted('role'), byBoundary]),
    all([granted('everyone'), byBoundary === true ? true : 'unknown']),
  ]);
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  const isOnKey = resource !== undefined && action.startsWith('kms:');
  return any([direct, isOnKey ? all([byRole, byResource]) : byRole]);
}

function boundaryAllows(
  boundary: ReadPolicies['boundary'],
  allows: (where: (grant: Found) => boolean) => Ternary,
): Ternary {
  if (boundary === undefined || boundary === 'unknown') {
    return boundary ?? true;
  }
  return allows(({ source }) => source === 'boundary');
}

/**
 * Whom a resource policy grants to. A boundary's silence limits what is granted
 * to the role and not what is granted to its session, which everyone is too
 * where `aws:PrincipalArn` tells who; where it does not, AWS does not say.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
type GrantKind = PrincipalMatch['by'];

function kindOf({ by, conditions }: Found): GrantKind {
  return by === 'everyone' &&
    conditions.some(({ key }) => key.toLowerCase() === 'aws:principalarn')
    ? 'session'
    : by;
}

function decisive(
  found: readonly Found[],
  matches: Ternary,
): DecisiveStatement[] {
  return found
    .filter(one => one.matches === matches)
    .map(({ source, policy, index, statement }) => ({
      source,
      policy,
      index,
      statement,
    }));
}

/** Those that are not settled, or that AWS does not say enough of. */
function unsettled(
  found: readonly Found[],
  { context, isBounded }: Subject,
): DecisiveStatement[] {
  return found
    .filter(
      ({ matches, by }) =>
        matches === 'unknown' || (by === 'everyone' && isBounded),
    )
    .map(({ source, policy, index, statement, conditions }) => {
      const keys = [...new Set(unsettledKeys(conditions, context))];
      return {
        source,
        policy,
        index,
        statement,
        ...(keys.length > 0 ? { unsettled: keys } : {}),
      };
    });
}
