import { AccessRequest } from '../access/AccessRequest';
import {
  AccessDecision,
  AccessPolicies,
  evaluateAccess,
} from '../access/evaluateAccess';
import { OneOrMany, PolicyDocument } from '../policy/PolicyDocument';
import { Fact } from './facts';

/**
 * The role that the agent calls with.
 *
 * @public
 */
export interface SessionRole {
  arn: string;
  /** Attached and inline. */
  policies: readonly PolicyDocument[];
  boundary?: PolicyDocument;
}

/** A call that the agent makes. */
export interface AgentCall {
  action: string;
  resource: string;
  /** The region that the call goes to; absent: not known. */
  region?: string;
  context?: Readonly<Record<string, OneOrMany<string>>>;
  absentKeys?: readonly string[];
  /** The account of the resource; absent: the role's own. */
  resourceAccountId?: string;
  /** The policy of the resource, where such a resource has one. */
  resourcePolicy?: Fact<PolicyDocument | undefined>;
}

/** What came of a call, and who refused it. */
export interface CallOutcome {
  call: AgentCall;
  decision: AccessDecision;
  /** The side that does not allow it; absent where it is allowed. */
  refusedBy?: 'deny' | 'role' | 'boundary' | 'resource';
  /** What would settle it, where a fact is missing. */
  settle?: string;
}

/** Decides on a call, and tells who refuses. */
export function decide(role: SessionRole, call: AgentCall): CallOutcome {
  const request = requestOf(role, call);
  const { resourcePolicy } = call;
  if (resourcePolicy && 'unknown' in resourcePolicy) {
    const decision = evaluateAccess(request, policiesOf(role));
    const denied = isExplicit(decision);
    return {
      call,
      decision: denied ? decision : { outcome: 'unknown', decisive: [] },
      ...(denied
        ? { refusedBy: 'deny' }
        : { settle: resourcePolicy.unknown.settle }),
    };
  }
  const policies = policiesOf(role, resourcePolicy?.known);
  const decision = evaluateAccess(request, policies);
  return {
    call,
    decision,
    ...(decision.outcome === 'denied'
      ? { refusedBy: refuser(request, policies, decision) }
      : {}),
  };
}

/** A call as the evaluation takes it. */
export function requestOf(role: SessionRole, call: AgentCall): AccessRequest {
  const { action, resource, resourceAccountId, region } = call;
  return {
    action,
    resource,
    principalArn: role.arn,
    resourceAccountId,
    context: {
      'aws:SecureTransport': 'true',
      ...(region ? { 'aws:RequestedRegion': region } : {}),
      ...call.context,
    },
    absentKeys: call.absentKeys,
  };
}

/** The policies that decide on it. */
export function policiesOf(
  role: SessionRole,
  resource?: PolicyDocument,
): AccessPolicies {
  return { identity: role.policies, boundary: role.boundary, resource };
}

function isExplicit({ outcome, decisive }: AccessDecision): boolean {
  return outcome === 'denied' && decisive.length > 0;
}

/** The first side that, taken by itself, does not allow the request. */
function refuser(
  request: AccessRequest,
  { identity, boundary }: AccessPolicies,
  decision: AccessDecision,
): NonNullable<CallOutcome['refusedBy']> {
  if (isExplicit(decision)) {
    return 'deny';
  }
  const atHome = { ...request, resourceAccountId: undefined };
  const allows = (policies: AccessPolicies) =>
    evaluateAccess(atHome, policies).outcome !== 'denied';
  if (!allows({ identity })) {
    return 'role';
  }
  return allows({ identity, boundary }) ? 'resource' : 'boundary';
}
