import { evaluateAccess, DecisiveStatement } from '../access/evaluateAccess';
import { agreed, Ternary, ternaryOf } from '../ternary/ternary';
import { roleOfArn } from '../aws/arn';
import { partitionFacts } from '../aws/partition';
import {
  asList,
  PolicyDocument,
  PolicyPrincipal,
  PolicyStatement,
} from '../policy/PolicyDocument';

/**
 * A kind of node: an EC2 instance, or a machine that is registered with Systems
 * Manager (hybrid).
 *
 * @public
 */
export type NodeKind = 'ec2' | 'hybrid';

/**
 * The service that assumes a role for a node: EC2 for an instance, Systems
 * Manager for a hybrid node and for Default Host Management.
 */
export type Assumer = NodeKind | 'host-management';

/** Whether a trust policy allows a service to assume its role. */
export interface TrustDecision {
  /** The service principal. */
  service: string;
  admits: Ternary;
  /** The statements that deny the service or that are unknown. */
  decisive: DecisiveStatement[];
  /**
   * Whether a statement denies the service, so that allow statements have no
   * effect.
   */
  isDenied: boolean;
}

const ACTION = 'sts:AssumeRole';
const SYSTEMS_MANAGER = 'ssm.amazonaws.com';

/** The role that is assumed, with its node's region. */
export interface TrustedRole {
  arn: string;
  trust: PolicyDocument;
  /** The region of the node; absent: any. */
  region?: string;
}

/**
 * Decides whether a trust policy allows a service to assume its role for a
 * node, as IAM decides on resource policies: an explicit deny overrides.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
export function evaluateTrust(
  role: TrustedRole,
  assumer: Assumer,
): TrustDecision {
  const service = serviceOf(role, assumer);
  const statements = statementsOf(role.trust);
  if (!statements) {
    return { service, admits: 'unknown', decisive: [], isDenied: false };
  }
  const matches = statements.map(statement => matchOf(statement, service));
  // An unknown principal is evaluated once as denied and once as allowed.
  const decide = (effect: PolicyStatement['Effect']) =>
    decideOn(
      role,
      { assumer, service },
      (statement, index) =>
        matches[index] === true ||
        (matches[index] === 'unknown' && statement.Effect === effect),
    );
  const worst = decide('Deny');
  const best = matches.includes('unknown') ? decide('Allow') : worst;
  const admits = agreed([ternaryOf(worst.outcome), ternaryOf(best.outcome)]);
  const unknownStatements = statements.flatMap((statement, index) =>
    matches[index] === 'unknown' ? [placeOf(statement, index)] : [],
  );
  const unknownKeys = [...worst.decisive, ...best.decisive].filter(
    one => one.unknownKeys !== undefined,
  );
  return {
    service,
    admits,
    decisive:
      admits === 'unknown'
        ? unique([...unknownKeys, ...unknownStatements])
        : best.decisive,
    isDenied: admits === false && best.decisive.length > 0,
  };
}

/** Whether a statement allows a service, or may allow it. */
export function speaksOfService(role: TrustedRole, kind: NodeKind): boolean {
  const service = serviceOf(role, kind);
  const statements = statementsOf(role.trust);
  return (
    !statements ||
    statements.some(
      statement =>
        statement.Effect !== 'Deny' && matchOf(statement, service) !== false,
    )
  );
}

function serviceOf({ arn }: TrustedRole, assumer: Assumer): string {
  const partition = roleOfArn(arn)?.partition ?? 'aws';
  return assumer === 'ec2'
    ? partitionFacts(partition).ec2Principal
    : SYSTEMS_MANAGER;
}

/**
 * Returns the statements of a document; `undefined` if the document is not
 * valid in IAM.
 */
export function statementsOf(
  trust: PolicyDocument,
): readonly PolicyStatement[] | undefined {
  if (!isRecord(trust) || trust.Statement === undefined) {
    return undefined;
  }
  const statements: readonly unknown[] = asList(trust.Statement);
  return statements.every(
    one => isRecord(one) && (one.Effect === 'Allow' || one.Effect === 'Deny'),
  )
    ? (statements as readonly unknown[] as readonly PolicyStatement[])
    : undefined;
}

/**
 * Whether a statement's principals match the service. A trust policy has no
 * resource; IAM rejects one, so its effect is unknown.
 */
function matchOf(statement: PolicyStatement, service: string): Ternary {
  const { Effect, Principal, NotPrincipal, Resource, NotResource } = statement;
  if (Resource !== undefined || NotResource !== undefined) {
    return 'unknown';
  }
  const denies = Effect === 'Deny';
  if (NotPrincipal !== undefined) {
    // AWS advises against NotPrincipal with Allow, and does not document which
    // principals it allows.
    const named = namesService(NotPrincipal, service);
    return denies && named !== 'everyone' && named !== 'unknown'
      ? named === 'no'
      : 'unknown';
  }
  const named =
    Principal === undefined ? 'no' : namesService(Principal, service);
  // Denying everyone denies services as well:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
  // It is not documented whether allowing everyone allows services to assume a
  // role.
  if (named === 'everyone') {
    return denies || 'unknown';
  }
  return named === 'unknown' ? named : named === 'yes';
}

type Naming = 'yes' | 'no' | 'everyone' | 'unknown';

function namesService(principal: PolicyPrincipal, service: string): Naming {
  if (principal === '*') {
    return 'everyone';
  }
  if (!isRecord(principal)) {
    return 'unknown';
  }
  const lists = Object.values(principal).map(names => asList(names as string));
  if (lists.flat().some(name => typeof name !== 'string')) {
    return 'unknown';
  }
  const services = asList(principal.Service);
  if (services.includes(service)) {
    return 'yes';
  }
  // AWS documents this as everyone, and also as the identities of accounts
  // only.
  const isOpen = asList(principal.AWS).includes('*');
  return isOpen || services.some(name => mayMean(name, service))
    ? 'unknown'
    : 'no';
}

/**
 * Whether a principal may match the service in another notation: in another
 * case, for one region, with the suffix of another partition, or for all
 * services.
 */
function mayMean(name: string, service: string): boolean {
  const [id] = service.split('.', 1);
  return new RegExp(
    `^(?:\\*|${id}(?:\\.[a-z0-9-]+)?\\.amazonaws\\.(?:com|com\\.cn|eu))$`,
    'i',
  ).test(name);
}

/** Decides on the statements about the service only. */
function decideOn(
  { arn, trust, region }: TrustedRole,
  { assumer, service }: { assumer: Assumer; service: string },
  isAbout: (statement: PolicyStatement, index: number) => boolean,
) {
  const places: number[] = [];
  const about = asList(trust.Statement).flatMap((statement, index) => {
    if (!isAbout(statement, index)) {
      return [];
    }
    places.push(index);
    const { Principal, NotPrincipal, ...rest } = statement;
    return [{ ...rest, Principal: { Service: service } }];
  });
  const { outcome, decisive } = evaluateAccess(
    {
      action: ACTION,
      resource: arn,
      principalService: service,
      resourceAccountId: roleOfArn(arn)?.accountId,
      ...keysOf(arn, assumer, region),
    },
    { identity: [], resource: { ...trust, Statement: about } },
  );
  return {
    outcome,
    decisive: decisive.map(one => ({
      ...one,
      source: 'trust' as const,
      index: places[one.index],
      statement: asList(trust.Statement)[places[one.index]],
    })),
  };
}

/**
 * The known condition keys of a service's request. Systems Manager documents
 * its keys for hybrid nodes; EC2 does not, so all of its keys are unknown.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-service-role.html
 */
function keysOf(arn: string, assumer: Assumer, region: string | undefined) {
  const { partition, accountId } = roleOfArn(arn) ?? {};
  if (assumer !== 'hybrid' || accountId === undefined) {
    return {};
  }
  const source = `arn:${partition}:ssm:${region ?? '*'}:${accountId}:`;
  return {
    context: { 'aws:SourceAccount': accountId },
    // The unknown part may or may not contain a slash.
    possibleKeys: { 'aws:SourceArn': [`${source}*`, `${source}*/*`] },
  };
}

function placeOf(statement: PolicyStatement, index: number): DecisiveStatement {
  return { source: 'trust', policy: 0, index, statement };
}

function unique(statements: readonly DecisiveStatement[]): DecisiveStatement[] {
  return [...new Map(statements.map(one => [one.index, one])).values()];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
