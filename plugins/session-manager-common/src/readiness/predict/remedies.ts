import { AgentCallId } from '../model/agentCalls';
import { Fact, UnknownReason } from '../model/facts';
import { isInstanceTagKey } from './knownKeys';
import type { Session } from './session';

/** The part of a session that contains facts which were read. */
type ReadSession = Pick<Session, 'facts' | 'roleId' | 'target'>;

/**
 * The condition keys that one read determines: the resulting fact, and the
 * reason and remedy if it was not read.
 */
interface Readable {
  fact(session: ReadSession, call: AgentCallId): Fact<unknown> | undefined;
  unread: UnknownReason;
}

const ORGANIZATION: Readable = {
  fact: ({ facts }) => facts.organizationId,
  unread: {
    reason: 'The organization of the role’s account is not known.',
    remedy:
      'Read the organization of the role’s account with organizations:DescribeOrganization, which every account in it can call.',
  },
};

const ALIASES: Readable = {
  fact: ({ facts }, call) =>
    call === 'decryptSessionKey'
      ? facts.sessionKeyAliases
      : facts.bucketKeyAliases,
  unread: {
    reason: 'The aliases of the key are not known.',
    remedy: 'Read the aliases of the key with kms:ListAliases.',
  },
};

const ROLE_ID: Readable = {
  fact: ({ roleId }) => (roleId === undefined ? undefined : { known: roleId }),
  unread: {
    reason: 'The unique id of the role is not known.',
    remedy:
      'Read the unique id of the role with iam:GetRole after the role is created.',
  },
};

const INSTANCE_TAGS: Readable = {
  fact: ({ facts }) => facts.taggedInstances,
  unread: {
    reason: 'The tags of the role’s instances are not known.',
    remedy:
      'Read the tags of the instances that use the role with ec2:DescribeInstances.',
  },
};

/** By condition key in lower case. */
const READABLE: ReadonlyMap<string, Readable> = new Map([
  ['aws:principalorgid', ORGANIZATION],
  ['aws:resourceorgid', ORGANIZATION],
  ['kms:resourcealiases', ALIASES],
  ['aws:userid', ROLE_ID],
]);

/** Tags affect EC2 instances only: a hybrid node does not need the call. */
function readableOf(
  key: string,
  { target }: ReadSession,
  call: AgentCallId,
): Readable | undefined {
  return call === 'register' && target === 'ec2' && isInstanceTagKey(key)
    ? INSTANCE_TAGS
    : READABLE.get(key.toLowerCase());
}

/**
 * Returns the reads that determine the condition keys, and the keys that no
 * read determines.
 */
export function remediesOf(
  keys: readonly string[],
  session: ReadSession,
  call: AgentCallId,
): { reads: UnknownReason[]; others: string[] } {
  const reads = new Set<UnknownReason>();
  const others: string[] = [];
  for (const key of keys) {
    const readable = readableOf(key, session, call);
    const fact = readable?.fact(session, call);
    if (!readable || (fact && !('unknown' in fact))) {
      others.push(key);
    } else {
      reads.add(fact?.unknown ?? readable.unread);
    }
  }
  return { reads: [...reads], others };
}
