import { keysOfRole, KeyTable, keyTable } from '../../access/context';
import {
  AccessDecision,
  decideAccess,
  ReadPolicies,
  readPolicies,
  ReadPolicy,
  readPolicy,
} from '../../access/evaluateAccess';
import { callerOf, Subject, subjectOf } from '../../access/subject';
import { PolicyDocument } from '../../policy/PolicyDocument';
import { AGENT_CALLS } from '../model/agentCalls';
import { UnknownReason } from '../model/facts';
import { KEYS_OF_ROLE_SESSION } from './knownKeys';
import { lazy, memo } from './memo';
import { Refuser } from '../model/Readiness';
import { SessionRole } from '../model/sessionRole';

/** A call of the agent in one session. */
export interface Call {
  action: string;
  resource: string;
  /** The region of the endpoint; absent if unknown. */
  region?: string;
  /** The account of the resource; absent if it is the role's account. */
  resourceAccountId?: string;
  /** Whether the owner and the policy of the resource are unknown. */
  ownerIsUnknown?: boolean;
  /** The policy of the resource, if resources of this kind have one. */
  resourcePolicy?: ResourcePolicy;
  /**
   * Whether the call needs no permission, so that only an explicit deny has an
   * effect.
   */
  needsNoPermission?: boolean;
  /** The known condition keys of the request. */
  keys: () => readonly KeyTable[];
}

/** The policy of a resource, or the reason why it is unknown. */
export type ResourcePolicy =
  { document: PolicyDocument | undefined } | { missing: UnknownReason };

/** The decision on a call, and what denies it. */
export interface CallOutcome {
  call: Call;
  decision: AccessDecision;
  /**
   * The policies that must change for the call to be allowed; empty unless it
   * is denied.
   */
  refusedBy: Refuser[];
  /** The missing fact that would determine an unknown decision. */
  missing?: UnknownReason;
}

/**
 * The services that the agent calls. Statements on other services are skipped,
 * because most of a role's permissions concern them.
 */
const SERVICES = new Set(
  Object.values(AGENT_CALLS).map(({ action }) => action.split(':')[0]),
);

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
/** The policies of a role that is allowed everything. */
const OPEN = readPolicies({ identity: [{ Statement: ALL }] }).identity;

/**
 * Returns a function that decides calls of a role. The role's policies are
 * parsed once.
 */
export function createDecider(role: SessionRole): (call: Call) => CallOutcome {
  const caller = callerOf(role.arn);
  const own = readPolicies(
    { identity: role.policies, boundary: role.boundary },
    SERVICES,
  );
  const reading = memo(readingOf);
  const keysIn = memo((region: string) =>
    keyTable({ context: { 'aws:RequestedRegion': region } }),
  );
  const ofRole = lazy(() => [
    keysOfRole(caller),
    KEYS_OF_ROLE_SESSION,
    ...tagKeys(role),
  ]);
  return call => {
    const { region, keys, resourcePolicy } = call;
    const subject = subjectOf(caller, call, () => [
      ...ofRole(),
      ...keys(),
      ...(region ? [keysIn(region)] : []),
    ]);
    const resource = resourcePolicy && reading(resourcePolicy);
    const policies = { ...own, resource };
    return decide(
      call,
      subject,
      call.needsNoPermission ? opened(policies) : policies,
    );
  };
}

/** The policies with everything allowed that is not explicitly denied. */
function opened({ identity, boundary, resource }: ReadPolicies): ReadPolicies {
  const [everything] = OPEN;
  return {
    identity: [...identity, everything],
    boundary:
      boundary && boundary !== 'unknown'
        ? [...boundary, ...everything]
        : boundary,
    resource,
  };
}

function readingOf(policy: ResourcePolicy): ReadPolicy | undefined {
  if ('missing' in policy) {
    return 'unknown';
  }
  return policy.document && readPolicy(policy.document);
}

function decide(
  call: Call,
  subject: Subject,
  policies: ReadPolicies,
): CallOutcome {
  const decision = decideAccess(subject, policies);
  const { outcome } = decision;
  const missing = missingOf(call, policies);
  return {
    call,
    decision,
    refusedBy:
      outcome === 'denied' ? refusersOf(subject, policies, decision) : [],
    ...(missing ? { missing } : {}),
  };
}

const BOUNDARY_NOT_READ: UnknownReason = {
  reason: 'The role’s permissions boundary could not be read.',
  remedy: 'Let the portal read the boundary: allow iam:GetPolicyVersion on it.',
};

function missingOf(
  { resourcePolicy }: Call,
  { boundary }: ReadPolicies,
): UnknownReason | undefined {
  if (resourcePolicy && 'missing' in resourcePolicy) {
    return resourcePolicy.missing;
  }
  return boundary === 'unknown' ? BOUNDARY_NOT_READ : undefined;
}

/**
 * The session of a node has the role's tags as principal tags, and no others.
 */
function tagKeys({ tags }: SessionRole): KeyTable[] {
  return tags
    ? [
        keyTable({
          context: Object.fromEntries(
            Object.entries(tags).map(([key, value]) => [
              `aws:PrincipalTag/${key}`,
              value,
            ]),
          ),
          absentKeys: ['aws:PrincipalTag/*'],
        }),
      ]
    : [];
}

/**
 * A resource policy that delegates access to the account, like AWS's default
 * key policy.
 */
export function leftToAccount(accountId: string): PolicyDocument {
  return { Statement: { ...ALL, Principal: { AWS: accountId } } };
}

/** Returns each policy that does not allow the request by itself. */
function refusersOf(
  subject: Subject,
  { identity, boundary, resource }: ReadPolicies,
  { decisive }: AccessDecision,
): Refuser[] {
  if (decisive.length > 0) {
    return ['deny'];
  }
  const refuses = (policies: ReadPolicies) =>
    decideAccess(subject, policies).outcome === 'denied';
  const { isForeign } = subject;
  const other = otherSide(subject);
  const refusers: Array<[Refuser, boolean]> = [
    [
      'role',
      refuses({ identity, ...other }) &&
        (isForeign || refuses({ identity, resource })),
    ],
    ['boundary', refuses({ identity: OPEN, boundary, ...other })],
    ['resource', refuses({ identity: OPEN, resource })],
  ];
  return refusers.filter(([, isOne]) => isOne).map(([refuser]) => refuser);
}

/**
 * A resource policy that allows the account, to evaluate the role's policies
 * alone: within an account it allows nothing by itself.
 */
function otherSide({ caller }: Subject): Pick<ReadPolicies, 'resource'> {
  const account = 'parts' in caller && caller.parts?.accountId;
  return account ? { resource: readPolicy(leftToAccount(account)) } : {};
}
