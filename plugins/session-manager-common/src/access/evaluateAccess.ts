import { PolicyDocument, PolicyStatement } from '../policy/PolicyDocument';
import { AccessRequest } from './AccessRequest';
import { meetsConditions, unsettledKeys } from './conditions';
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
  /**
   * The resource's own policy, where it has one. A KMS key always has one, and
   * so has a role that is assumed: without it, theirs is `'unknown'`.
   */
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
  /** Why it is not settled, where it is not for a statement's sake alone. */
  reason?: AccessReason;
}

/**
 * What a decision lacks: the policy of the resource, or the boundary, is not
 * known, or the policies take more steps to evaluate than any that AWS keeps.
 *
 * @public
 */
export type AccessReason =
  'resource-policy-unknown' | 'boundary-unknown' | 'policies-too-complex';

/**
 * An element of a statement that is not settled; `Statement` where it is not
 * written as IAM's policy language is.
 *
 * @public
 */
export type UnsettledElement =
  | 'Statement'
  | 'Principal'
  | 'NotPrincipal'
  | 'Resource'
  | 'NotResource'
  | 'Condition';

/**
 * A statement, and where it stands.
 *
 * @public
 */
export interface DecisiveStatement {
  /** `trust` is the role's own trust policy. */
  source: 'identity' | 'boundary' | 'resource' | 'trust';
  /** The place of the policy in its list. */
  policy: number;
  /** The place of the statement in the policy. */
  index: number;
  statement: PolicyStatement;
  /** The condition keys that would have to be known, where it is not settled. */
  unsettled?: string[];
  /** The elements on which it depends, where it is not settled. */
  unsettledElements?: UnsettledElement[];
}

/**
 * Decides on a request as AWS documents it: an explicit deny wins; within an
 * account the role's policies or the resource's allow, between accounts both
 * must; a boundary must allow as well; a KMS key's policy must let the role, or
 * its account, in. Where a fact that decides is not told, the outcome is
 * `unknown`.
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

/** A request in the budget that it is decided in. */
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
      ...unsettled(denials, question, isBounded),
      ...(allowed === 'unknown' ? unsettled(grants, question, isBounded) : []),
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

/** A statement that may speak of the request. */
interface Found extends Grant {
  effect: 'Allow' | 'Deny';
  /** The place of the policy in its list, and of the statement in it. */
  policy: number;
  index: number;
  written: PolicyStatement;
  /** The elements that are not settled. */
  open: UnsettledElement[];
}

function findAll(
  question: Question,
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
      const one = find(source, statement, question, isBounded);
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
  const met = about !== false && meetsConditions(terms.conditions, scope);
  const matches = all([principal.matches, about, met]);
  return matches === false
    ? undefined
    : {
        matches,
        by: principal.by,
        conditions: terms.conditions,
        open: openElements(terms, principal.matches, about, met),
      };
}

function openElements(
  { notPrincipal, resources }: Terms,
  who: Ternary,
  about: Ternary,
  met: Ternary,
): UnsettledElement[] {
  const named: Array<[Ternary, UnsettledElement]> = [
    [who, notPrincipal === undefined ? 'Principal' : 'NotPrincipal'],
    [about, resources?.but ? 'NotResource' : 'Resource'],
    [met, 'Condition'],
  ];
  return named.flatMap(([truth, element]) =>
    truth === 'unknown' ? [element] : [],
  );
}

/**
 * A role with a boundary is denied by NotPrincipal whoever is named there:
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

/** Those that are not settled, or that AWS does not say enough of. */
function unsettled(
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
      const keys = [...new Set(unsettledKeys(one.conditions, scope))];
      return {
        ...placeOf(one),
        ...(keys.length > 0 ? { unsettled: keys } : {}),
        ...(one.open.length > 0 ? { unsettledElements: one.open } : {}),
      };
    });
}
