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
  /** What the call was about. */
  resource?: string;
  /** Which policy refuses; absent where AWS does not tell. */
  by?: Refuser | 'organization' | 'endpoint' | 'session';
}

const REFUSAL =
  /(?:User: (\S+) )?is not authorized to perform: ([\w-]+:\w+)(?: on resource: ([^\s"']+))?/i;

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
  const [, principal, action, resource] = match;
  const by = sideOf(line.slice(match.index));
  return {
    action,
    ...(principal ? { principal } : {}),
    ...(resource ? { resource: resource.replace(/[.,;)]+$/, '') } : {}),
    ...(by ? { by } : {}),
  };
}

const POLICIES: ReadonlyArray<[RegExp, NonNullable<AwsRefusal['by']>]> = [
  [/service control policy|resource control policy/i, 'organization'],
  [/VPC endpoint policy/i, 'endpoint'],
  [/permissions boundary/i, 'boundary'],
  [/session policy/i, 'session'],
  [/resource-based policy/i, 'resource'],
  [/identity-based policy/i, 'role'],
];

/** KMS tells of several reasons at once, so that none is sure. */
const SEVERAL = /does not exist in this Region, no resource-based policies/i;

function sideOf(text: string): AwsRefusal['by'] {
  if (SEVERAL.test(text)) {
    return undefined;
  }
  const policy = POLICIES.find(([words]) => words.test(text))?.[1];
  const isOwn = policy !== 'organization' && policy !== 'endpoint';
  return /explicit deny/i.test(text) && isOwn && policy ? 'deny' : policy;
}
