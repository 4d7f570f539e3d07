import { keysOfRole, KeyTable, keyTable } from '../access/context';
import {
  AccessDecision,
  decideAccess,
  ReadPolicies,
  readPolicies,
  ReadPolicy,
  readPolicy,
} from '../access/evaluateAccess';
import { callerOf, Subject, subjectOf } from '../access/subject';
import { PolicyDocument } from '../policy/PolicyDocument';
import { AGENT_CALLS } from './agentCalls';
import { Missing } from './facts';
import { KEYS_OF_ROLE_SESSION } from './knownKeys';
import { lazy, memo } from './memo';
import { Refuser } from './Readiness';
import { SessionRole } from './sessionRole';

/** A call of the agent in one session. */
export interface Call {
  action: string;
  resource: string;
  /** The region that the call goes to; absent: not known. */
  region?: string;
  /** The account of the resource; absent: the role's own. */
  resourceAccountId?: string;
  /** Whether it is not known whose the resource is, nor its policy. */
  ownerIsUnknown?: boolean;
  /** The policy of the resource, where such a resource has one. */
  resourcePolicy?: ResourcePolicy;
  /** Whether it needs no permission, so that only what denies it counts. */
  needsNoPermission?: boolean;
  /** What is known of its condition keys. */
  keys: () => readonly KeyTable[];
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
  /** A fact that is missing, which settles it where it is not known. */
  missing?: Missing;
}

/** Those that the agent calls: most of what a role may do is about others. */
const SERVICES = new Set(
  Object.values(AGENT_CALLS).map(({ action }) => action.split(':')[0]),
);

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
/** The policies of a role that may do everything. */
const OPEN = readPolicies({ identity: [{ Statement: ALL }] }).identity;

/** Decides on the calls of a role; its policies are read once. */
export function deciderOf(role: SessionRole): (call: Call) => CallOutcome {
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

/** With all allowed that is not denied. */
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

const BOUNDARY_NOT_READ: Missing = {
  reason: 'The role’s permissions boundary could not be read.',
  settle: 'Let the portal read the boundary: allow iam:GetPolicyVersion on it.',
};

function missingOf(
  { resourcePolicy }: Call,
  { boundary }: ReadPolicies,
): Missing | undefined {
  if (resourcePolicy && 'missing' in resourcePolicy) {
    return resourcePolicy.missing;
  }
  return boundary === 'unknown' ? BOUNDARY_NOT_READ : undefined;
}

/** A node's session has the role's tags and no others. */
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

/** A policy that leaves it to the account, as AWS's own of a key does. */
export function leftToAccount(accountId: string): PolicyDocument {
  return { Statement: { ...ALL, Principal: { AWS: accountId } } };
}

/** Each side that, whatever the others say, does not allow the request. */
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
 * The resource's side lets the account in, to look at the role's alone: within
 * the account, that allows nothing by itself.
 */
function otherSide({ caller }: Subject): Pick<ReadPolicies, 'resource'> {
  const account = 'parts' in caller && caller.parts?.accountId;
  return account ? { resource: readPolicy(leftToAccount(account)) } : {};
}
