import { parseArn } from '../aws/arn';
import {
  asList,
  PolicyDocument,
  PolicyStatement,
} from '../policy/PolicyDocument';
import { AccessRequest, Context, contextOf } from './AccessRequest';
import { matchPrincipal, PrincipalMatch } from './principals';
import { speaksOf } from './statements';
import { all, any, Ternary } from './ternary';

/**
 * The policies that decide on a request.
 *
 * @public
 */
export interface AccessPolicies {
  /** The role's own, attached and inline. */
  identity: readonly PolicyDocument[];
  /** The role's permissions boundary, where it has one. */
  boundary?: PolicyDocument;
  /** The resource's own policy, where it has one. */
  resource?: PolicyDocument;
}

/**
 * Whether a request is allowed; `unknown` where a condition or a principal
 * can't be settled here.
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
  const context = contextOf(request);
  const found = [
    ...policies.identity.flatMap((document, index) =>
      read('identity', document, index, request, context),
    ),
    ...(policies.boundary
      ? read('boundary', policies.boundary, 0, request, context)
      : []),
    ...(policies.resource
      ? read('resource', policies.resource, 0, request, context)
      : []),
  ];
  const denied = any(found.filter(isDeny).map(({ matches }) => matches));
  if (denied === true) {
    return decision('denied', found.filter(isDeny), true);
  }
  const allowed = isAllowed(request, policies, found);
  if (allowed === false) {
    return { outcome: 'denied', decisive: [] };
  }
  return denied === 'unknown' || allowed === 'unknown'
    ? decision('unknown', found, 'unknown')
    : decision('allowed', found.filter(isAllow), true);
}

/** A statement that may speak of the request. */
interface Found extends DecisiveStatement {
  matches: Ternary;
  by: PrincipalMatch['by'];
}

function read(
  source: Found['source'],
  document: PolicyDocument,
  policy: number,
  request: AccessRequest,
  context: Context,
): Found[] {
  return asList(document.Statement).flatMap((statement, index): Found[] => {
    const principal: PrincipalMatch =
      source === 'resource'
        ? matchPrincipal(statement, request.principalArn)
        : { matches: true, by: 'principal' };
    const matches = all([
      principal.matches,
      speaksOf(statement, request, context, document),
    ]);
    return matches === false
      ? []
      : [{ source, policy, index, statement, matches, by: principal.by }];
  });
}

function isAllowed(
  request: AccessRequest,
  { boundary, resource }: AccessPolicies,
  found: readonly Found[],
): Ternary {
  const allows = (...conditions: Array<(one: Found) => boolean>) =>
    any(
      found
        .filter(isAllow)
        .filter(one => conditions.every(condition => condition(one)))
        .map(({ matches }) => matches),
    );
  const bounded = boundary ? allows(from('boundary')) : true;
  const identity = all([allows(from('identity')), bounded]);
  const byResource = allows(from('resource'));
  if (isForeign(request)) {
    return all([identity, byResource]);
  }
  // What names the role is held by the boundary; of what names everyone, AWS
  // does not say.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  const direct = any([
    all([allows(from('resource'), by('principal')), bounded]),
    all([
      allows(from('resource'), by('everyone')),
      bounded === true ? true : 'unknown',
    ]),
  ]);
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
  const needsResource = resource !== undefined && isOnKey(request);
  return any([direct, needsResource ? all([identity, byResource]) : identity]);
}

function isOnKey({ action }: AccessRequest): boolean {
  return action.toLowerCase().startsWith('kms:');
}

function isForeign({ principalArn, resourceAccountId }: AccessRequest) {
  return (
    resourceAccountId !== undefined &&
    resourceAccountId !== parseArn(principalArn)?.accountId
  );
}

function isDeny({ statement }: Found): boolean {
  return statement.Effect === 'Deny';
}

function isAllow({ statement }: Found): boolean {
  return statement.Effect === 'Allow';
}

function from(source: Found['source']) {
  return (one: Found) => one.source === source;
}

function by(kind: Found['by']) {
  return (one: Found) => one.by === kind;
}

function decision(
  outcome: AccessDecision['outcome'],
  found: readonly Found[],
  matches: Ternary,
): AccessDecision {
  return {
    outcome,
    decisive: found
      .filter(one => one.matches === matches)
      .map(({ source, policy, index, statement }) => ({
        source,
        policy,
        index,
        statement,
      })),
  };
}
