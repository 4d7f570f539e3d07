import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { AccessRequest } from './AccessRequest';
import { meetsConditions, unknownConditionKeys } from './conditions';
import { allow, Grant } from './grants';
import { matchPrincipal, PrincipalMatch } from './principals';
import {
  readStatements,
  ReadStatement,
  speaksOfAction,
  speaksOfResource,
  Terms,
} from './statements';
import { OutOfStepsError, StepBudget } from './steps';
import { Subject, subjectOfRequest } from './subject';
import { all, any, Ternary } from '../ternary/ternary';
import { Scope } from './variables';

/**
 * The policies that apply to a request. One that exists but could not be read
 * is `'unknown'`: it may allow or deny.
 *
 * @public
 */
export interface AccessPolicies {
  /** All attached and inline policies of the role. */
  identity: readonly PolicyDocument[];
  /** The role's permissions boundary, if it has one. */
  boundary?: PolicyDocument | 'unknown';
  /**
   * The resource's policy, if it has one. A KMS key and an assumed role always
   * have one: if it is absent here, it is `'unknown'`.
   */
  resource?: PolicyDocument | 'unknown';
}

/**
 * The decision on a request; `unknown` if it depends on an unknown condition,
 * principal or policy.
 *
 * @public
 */
export interface AccessDecision {
  outcome: 'allowed' | 'denied' | 'unknown';
  /**
   * The statements that allow, that deny, or that are unknown. Empty if no
   * statement allows the request.
   */
  decisive: DecisiveStatement[];
  /** Why the outcome is unknown, if that is not only because of statements. */
  reason?: AccessReason;
}

/**
 * What prevents a decision: an unknown resource policy, an unknown boundary, or
 * policies that take more steps to evaluate than any that AWS accepts.
 *
 * @public
 */
export type AccessReason =
  'resource-policy-unknown' | 'boundary-unknown' | 'policies-too-complex';

/**
 * An element of a statement that cannot be evaluated; `Statement` if it
 * violates the grammar of IAM policies.
 *
 * @public
 */
export type UnknownElement =
  | 'Statement'
  | 'Principal'
  | 'NotPrincipal'
  | 'Resource'
  | 'NotResource'
  | 'Condition';

/**
 * A statement and its position.
 *
 * @public
 */
export interface DecisiveStatement {
  /** `trust` is the role's own trust policy. */
  source: 'identity' | 'boundary' | 'resource' | 'trust';
  /** The index of the policy in its list. */
  policy: number;
  /** The index of the statement in the policy. */
  index: number;
  statement: PolicyStatement;
  /** The unknown condition keys that determine the statement. */
  unknownKeys?: string[];
  /** The unknown elements that determine the statement. */
  unknownElements?: UnknownElement[];
}

/**
 * Decides on a request as documented by AWS: an explicit deny overrides; within
 * an account the role's or the resource's policies must allow, between accounts
 * both; a boundary must allow as well; and a KMS key's policy must allow the
 * role or delegate to its account. If the decision depends on a missing fact,
 * the outcome is `unknown`.
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

/** Parsed policies, which can be evaluated for several requests. */
export interface ReadPolicies {
  identity: ReadonlyArray<readonly ReadStatement[]>;
  boundary?: ReadPolicy;
  resource?: ReadPolicy;
}

export type ReadPolicy = readonly ReadStatement[] | 'unknown';

/**
 * Parses policies. With `services`, statements about other services are
 * skipped.
 */
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

/** Decides on a request like `evaluateAccess`, with parsed policies. */
export function decideAccess(
  subject: Subject,
  policies: ReadPolicies,
  steps = new StepBudget(),
): AccessDecision {
  try {
    return decide(
      { ...subject, scope: { context: subject.context, steps } },
      subject.hasPolicy && policies.resource === undefined
        ? { ...policies, resource: 'unknown' }
        : policies,
    );
  } catch (error) {
    if (error instanceof OutOfStepsError) {
      return {
        outcome: 'unknown',
        decisive: [],
        reason: 'policies-too-complex',
      };
    }
    throw error;
  }
}

/** A request and its step budget. */
interface Question extends Subject {
  scope: Scope;
}

function decide(question: Question, policies: ReadPolicies): AccessDecision {
  const found = findAll(question, policies);
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
    isForeign: question.isForeign,
    needsResource: question.hasPolicy,
  });
  if (allowed === false) {
    return { outcome: 'denied', decisive: [] };
  }
  if (denied === false && allowed === true) {
    return { outcome: 'allowed', decisive: decisive(grants, true) };
  }
  const isBounded = policies.boundary !== undefined;
  const reason = reasonOf(policies);
  return {
    outcome: 'unknown',
    decisive: [
      ...undecidedStatements(denials, question, isBounded),
      ...(allowed === 'unknown'
        ? undecidedStatements(grants, question, isBounded)
        : []),
    ],
    ...(reason ? { reason } : {}),
  };
}

function reasonOf({
  boundary,
  resource,
}: ReadPolicies): AccessReason | undefined {
  if (resource === 'unknown') {
    return 'resource-policy-unknown';
  }
  return boundary === 'unknown' ? 'boundary-unknown' : undefined;
}

function kindOf(policy: ReadPolicy | undefined): 'none' | 'read' | 'unknown' {
  if (policy === undefined) {
    return 'none';
  }
  return policy === 'unknown' ? policy : 'read';
}

/** A statement that may apply to the request. */
interface Found extends Grant {
  effect: 'Allow' | 'Deny';
  /** The index of the policy in its list, and of the statement in it. */
  policy: number;
  index: number;
  written: PolicyStatement;
  /** The elements that cannot be evaluated. */
  open: UnknownElement[];
}

function findAll(
  question: Question,
  { identity, boundary, resource }: ReadPolicies,
): Found[] {
  const found: Found[] = [];
  const isBounded = boundary !== undefined;
  const findStatements = (
    source: Found['source'],
    policy: number,
    statements: ReadPolicy | undefined,
  ) => {
    if (statements === undefined || statements === 'unknown') {
      return;
    }
    for (const statement of statements) {
      const one = find(source, statement, question, isBounded);
      if (one) {
        const { effect, written, index } = statement;
        found.push({ source, policy, index, effect, written, ...one });
      }
    }
  };
  identity.forEach((statements, index) =>
    findStatements('identity', index, statements),
  );
  findStatements('boundary', 0, boundary);
  findStatements('resource', 0, resource);
  return found;
}

function find(
  source: Found['source'],
  { terms, effect }: ReadStatement,
  question: Question,
  isBounded: boolean,
): Pick<Found, 'matches' | 'by' | 'conditions' | 'open'> | undefined {
  const { scope } = question;
  if (!terms) {
    return {
      matches: 'unknown',
      by: 'everyone',
      conditions: [],
      open: ['Statement'],
    };
  }
  if (!speaksOfAction(terms, question.action, scope.steps)) {
    return undefined;
  }
  const isOfResource = source === 'resource';
  const principal: PrincipalMatch = isOfResource
    ? principalOf(terms, effect, question, isBounded)
    : { matches: true, by: 'role' };
  const about =
    principal.matches !== false &&
    speaksOfResource(terms, question.resource, isOfResource, scope);
  const conditionResult =
    about !== false && meetsConditions(terms.conditions, scope);
  const matches = all([principal.matches, about, conditionResult]);
  return matches === false
    ? undefined
    : {
        matches,
        by: principal.by,
        conditions: terms.conditions,
        open: openElements(terms, principal.matches, about, conditionResult),
      };
}

function openElements(
  { notPrincipal, resources }: Terms,
  who: Ternary,
  about: Ternary,
  conditionResult: Ternary,
): UnknownElement[] {
  const named: Array<[Ternary, UnknownElement]> = [
    [who, notPrincipal === undefined ? 'Principal' : 'NotPrincipal'],
    [about, resources?.but ? 'NotResource' : 'Resource'],
    [conditionResult, 'Condition'],
  ];
  return named.flatMap(([truth, element]) =>
    truth === 'unknown' ? [element] : [],
  );
}

/**
 * A role with a boundary is denied by any statement with Deny and NotPrincipal:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function principalOf(
  terms: Terms,
  effect: Found['effect'],
  { caller }: Question,
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

/**
 * Returns the statements that are unknown or insufficiently documented by AWS.
 */
function undecidedStatements(
  found: readonly Found[],
  { scope }: Question,
  isBounded: boolean,
): DecisiveStatement[] {
  return found
    .filter(
      ({ matches, by }) =>
        matches === 'unknown' || (by === 'everyone' && isBounded),
    )
    .map(one => {
      const keys = [...new Set(unknownConditionKeys(one.conditions, scope))];
      return {
        ...placeOf(one),
        ...(keys.length > 0 ? { unknownKeys: keys } : {}),
        ...(one.open.length > 0 ? { unknownElements: one.open } : {}),
      };
    });
}
