import { AccessRequest } from '../access/AccessRequest';
import {
  AccessDecision,
  decideAccess,
  ReadPolicies,
  readPolicies,
} from '../access/evaluateAccess';
import { parseArn } from '../aws/arn';
import { PolicyDocument } from '../policy/PolicyDocument';
import { Missing } from './facts';
import { KnownKeys, together } from './knownKeys';
import { Refuser } from './Readiness';

/**
 * The role that the agent calls with.
 *
 * @public
 */
export interface SessionRole {
  arn: string;
  /** Attached and inline. */
  policies: readonly PolicyDocument[];
  /** `'unknown'` where the role has one that could not be read. */
  boundary?: PolicyDocument | 'unknown';
  /** All of its tags; absent where they are not known. */
  tags?: Readonly<Record<string, string>>;
}

/** A call of the agent in one session. */
export interface Call {
  action: string;
  resource: string;
  /** The region that the call goes to; absent: not known. */
  region?: string;
  /** The account of the resource; absent: the role's own. */
  resourceAccountId?: string;
  /** The policy of the resource, where such a resource has one. */
  resourcePolicy?: ResourcePolicy;
  keys: KnownKeys;
}

/** The policy of a resource, or why it is not known. */
export type ResourcePolicy =
  { document: PolicyDocument | undefined } | { missing: Missing };

/** What came of a call, and who refused it. */
export interface CallOutcome {
  call: Call;
  decision: AccessDecision;
  /** Those without whom it is not allowed; none where it is allowed. */
  refusedBy: Refuser[];
  /** The fact that would settle it, where one is missing. */
  missing?: Missing;
}

/** Who decides on the calls of a role; its policies are read once. */
export function callerOf(role: SessionRole): (call: Call) => CallOutcome {
  const own = readPolicies({
    identity: role.policies,
    boundary: role.boundary,
  });
  return call => decide(role, own, call);
}

function decide(role: SessionRole, own: ReadPolicies, call: Call): CallOutcome {
  const { resourcePolicy } = call;
  const resource =
    resourcePolicy &&
    readPolicies({
      identity: [],
      resource:
        'missing' in resourcePolicy ? 'unknown' : resourcePolicy.document,
    }).resource;
  const policies = { ...own, resource };
  const request = requestOf(role, call);
  const decision = decideAccess(request, policies);
  const isOpen = decision.outcome === 'unknown';
  return {
    call,
    decision,
    refusedBy:
      decision.outcome === 'denied'
        ? refusersOf(request, policies, decision)
        : [],
    ...(isOpen && resourcePolicy && 'missing' in resourcePolicy
      ? { missing: resourcePolicy.missing }
      : {}),
  };
}

/** A call as the evaluation takes it. */
export function requestOf(role: SessionRole, call: Call): AccessRequest {
  const { action, resource, resourceAccountId, region, keys } = call;
  return {
    action,
    resource,
    principalArn: role.arn,
    resourceAccountId,
    ...together(keys, tagKeys(role), {
      context: region ? { 'aws:RequestedRegion': region } : {},
    }),
  };
}

/** A node's session has the role's tags and no others. */
function tagKeys({ tags }: SessionRole): KnownKeys {
  return tags
    ? {
        context: Object.fromEntries(
          Object.entries(tags).map(([key, value]) => [
            `aws:PrincipalTag/${key}`,
            value,
          ]),
        ),
        absentKeys: ['aws:PrincipalTag/*'],
      }
    : {};
}

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
/** A role that may do everything, and a resource that lets everyone in. */
const OPEN = readPolicies({
  identity: [{ Statement: ALL }],
  resource: { Statement: { ...ALL, Principal: '*' } },
});

/** Each side that, whatever the others say, does not allow the request. */
function refusersOf(
  request: AccessRequest,
  { identity, boundary, resource }: ReadPolicies,
  { decisive }: AccessDecision,
): Refuser[] {
  if (decisive.length > 0) {
    return ['deny'];
  }
  const refuses = (policies: ReadPolicies) =>
    decideAccess(request, policies).outcome === 'denied';
  const isForeign =
    parseArn(request.principalArn)?.accountId !==
    (request.resourceAccountId ?? parseArn(request.principalArn)?.accountId);
  // Between accounts, the other side is thought open to look at this one.
  const other = isForeign ? { resource: OPEN.resource } : {};
  const refusers: Array<[Refuser, boolean]> = [
    [
      'role',
      refuses({ identity, ...other }) &&
        (isForeign || refuses({ identity, resource })),
    ],
    ['boundary', refuses({ identity: OPEN.identity, boundary, ...other })],
    ['resource', refuses({ identity: OPEN.identity, resource })],
  ];
  return refusers.filter(([, isOne]) => isOne).map(([refuser]) => refuser);
}
