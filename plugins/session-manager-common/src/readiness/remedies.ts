import { AgentCallId } from './agentCalls';
import { Fact, Missing } from './facts';
import { isInstanceTagKey } from './knownKeys';
import type { Session } from './session';

/** What of a session tells what was read. */
type Asker = Pick<Session, 'facts' | 'roleId' | 'target'>;

/**
 * The condition keys that one read settles: the fact that it gives, and what is
 * told where nobody read it.
 */
interface Readable {
  fact(session: Asker, call: AgentCallId): Fact<unknown> | undefined;
  unread: Missing;
}

const ORGANIZATION: Readable = {
  fact: ({ facts }) => facts.organizationId,
  unread: {
    reason: 'The organization of the role’s account is not known.',
    settle:
      'Look up the organization of the role’s account: organizations:DescribeOrganization tells its id to every account in it.',
  },
};

const ALIASES: Readable = {
  fact: ({ facts }, call) =>
    call === 'decryptSessionKey'
      ? facts.sessionKeyAliases
      : facts.bucketKeyAliases,
  unread: {
    reason: 'The aliases of the key are not known.',
    settle: 'Look up the aliases of the key: kms:ListAliases tells them.',
  },
};

const ROLE_ID: Readable = {
  fact: ({ roleId }) => (roleId === undefined ? undefined : { known: roleId }),
  unread: {
    reason: 'The unique id of the role is not known.',
    settle:
      'Look up the unique id of the role: iam:GetRole tells it, once the role is there.',
  },
};

const INSTANCE_TAGS: Readable = {
  fact: ({ facts }) => facts.taggedInstances,
  unread: {
    reason: 'The tags of the role’s instances are not known.',
    settle:
      'Look up the tags of the instances that use the role: ec2:DescribeInstances tells them.',
  },
};

/** By the condition key in lower case. */
const READABLE: ReadonlyMap<string, Readable> = new Map([
  ['aws:principalorgid', ORGANIZATION],
  ['aws:resourceorgid', ORGANIZATION],
  ['kms:resourcealiases', ALIASES],
  ['aws:userid', ROLE_ID],
]);

/** Only of EC2 do tags decide: a hybrid node is not stopped by the call. */
function readableOf(
  key: string,
  { target }: Asker,
  call: AgentCallId,
): Readable | undefined {
  return call === 'register' && target === 'ec2' && isInstanceTagKey(key)
    ? INSTANCE_TAGS
    : READABLE.get(key.toLowerCase());
}

/** What settles condition keys, and the keys that no read settles. */
export function remediesOf(
  keys: readonly string[],
  session: Asker,
  call: AgentCallId,
): { reads: Missing[]; others: string[] } {
  const reads = new Set<Missing>();
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
