import { parseArn } from '../../aws/arn';
import { Refuser } from '../Readiness';

/**
 * What AWS says in a refusal of its own.
 *
 * @public
 */
export interface AwsRefusal {
  /** Such as `kms:Decrypt`. */
  action: string;
  /** The ARN of who was refused. */
  principal?: string;
  /** Whose call it was; absent where the principal is not told. */
  caller?: RefusedCaller;
  /** What the call was about. */
  resource?: string;
  /** Which policy refuses; absent where AWS does not tell. */
  by?: Refuser | 'organization' | 'endpoint' | 'session';
}

/**
 * A node, with the role that it had, or somebody else: a person or a program
 * on the user's side.
 *
 * @public
 */
export type RefusedCaller =
  { kind: 'node'; roleName: string } | { kind: 'user' };

// Quotes may be escaped, as in a log that is JSON.
const REFUSAL =
  /(?:User: (\S+) )?is not authorized to perform: ([\w-]+:\w+)(?: on resource: \\?["']?([^\s"'\\]+))?/i;

/** How far after it a refusal says which policy refuses. */
const LONGEST_REASON = 600;

/**
 * Reads AWS's own words in a message; `undefined` where there are none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function readRefusal(text: string): AwsRefusal | undefined {
  // A terminal breaks lines at spaces or anywhere; words are joined by spaces.
  const line = text.replace(/[\s\u00a0]+/g, ' ');
  const match = REFUSAL.exec(line);
  if (!match) {
    return undefined;
  }
  const [whole, principal, action, resource] = match;
  const by = sideOf(reasonAfter(line, match.index + whole.length));
  return {
    action,
    ...(principal ? { principal, caller: callerOf(principal) } : {}),
    ...(resource ? { resource: withoutPunctuation(resource) } : {}),
    ...(by ? { by } : {}),
  };
}

/** What follows a refusal, up to the next one. */
function reasonAfter(line: string, from: number): string {
  const reason = line.slice(from, from + LONGEST_REASON);
  const next = reason.indexOf('is not authorized to perform');
  return next < 0 ? reason : reason.slice(0, next);
}

function withoutPunctuation(resource: string): string {
  let end = resource.length;
  while (end > 0 && '.,;)'.includes(resource[end - 1])) {
    end -= 1;
  }
  return resource.slice(0, end);
}

/** The session of a role is named for the node on which the agent has it. */
function callerOf(principal: string): RefusedCaller {
  const [type, roleName, session] =
    parseArn(principal)?.resource.split('/') ?? [];
  return type === 'assumed-role' && isNodeId(session)
    ? { kind: 'node', roleName }
    : { kind: 'user' };
}

function isNodeId(session: string | undefined): boolean {
  return /^m?i-[\da-f]{1,17}$/.test(session ?? '');
}

const POLICIES: ReadonlyArray<[string, NonNullable<AwsRefusal['by']>]> = [
  ['service control policy', 'organization'],
  ['resource control policy', 'organization'],
  ['vpc endpoint policy', 'endpoint'],
  ['permissions boundary', 'boundary'],
  ['session policy', 'session'],
  ['resource-based policy', 'resource'],
  ['identity-based policy', 'role'],
];

/** KMS tells of several reasons at once, so that none is sure. */
const SEVERAL = 'does not exist in this region, no resource-based policies';

function sideOf(text: string): AwsRefusal['by'] {
  const reason = text.toLowerCase();
  if (reason.includes(SEVERAL)) {
    return undefined;
  }
  const policy = POLICIES.find(([words]) => reason.includes(words))?.[1];
  const isOwn = policy !== 'organization' && policy !== 'endpoint';
  return reason.includes('explicit deny') && isOwn && policy ? 'deny' : policy;
}
