import { parseArn } from '../../aws/arn';
import { Refuser } from '../model/Readiness';

/**
 * An access denied error of AWS.
 *
 * @public
 */
export interface AwsRefusal {
  /** The denied action, such as `kms:Decrypt`. */
  action: string;
  /** The ARN of the denied principal. */
  principal?: string;
  /** The kind of caller. Absent if the error does not name the principal. */
  caller?: RefusedCaller;
  /** The resource of the call, as named in the error. */
  resource?: string;
  /**
   * The kind of policy that denies the call. Absent if AWS does not report it.
   */
  by?: Refuser | 'organization' | 'endpoint' | 'session';
}

/**
 * A node with its role, or another principal: a person or a program of the
 * user.
 *
 * @public
 */
export type RefusedCaller =
  { kind: 'node'; roleName: string } | { kind: 'user' };

// Quotation marks may be escaped, as in a log in JSON.
const REFUSAL =
  /(?:User: (\S+) )?is not authorized to perform: ([\w-]+:\w+)(?: on resource: \\?["']?([^\s"'\\]+))?/i;

/** The number of characters after an error in which its reason is searched. */
const LONGEST_REASON = 600;

/**
 * Parses the first access denied error of AWS in a message. Returns `undefined`
 * if there is none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function readRefusal(text: string): AwsRefusal | undefined {
  // Terminals break lines at spaces or anywhere. Line breaks are replaced by
  // spaces.
  const line = text.replace(/[\s\u00a0]+/g, ' ');
  const match = REFUSAL.exec(line);
  if (!match) {
    return undefined;
  }
  const [matched, principal, action, resource] = match;
  const by = sideOf(reasonAfter(line, match.index + matched.length));
  return {
    action,
    ...(principal ? { principal, caller: callerOf(principal) } : {}),
    ...(resource ? { resource: withoutPunctuation(resource) } : {}),
    ...(by ? { by } : {}),
  };
}

/** The text after the error, up to the next one. */
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

/** The agent's role session is named after its node. */
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

/**
 * KMS lists several possible reasons in one message, so none of them is
 * certain.
 */
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
