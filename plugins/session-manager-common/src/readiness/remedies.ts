import { AgentCallId } from './agentCalls';
import { Fact, Missing, SessionFacts } from './facts';

/**
 * The condition keys that one read settles: the fact that it gives, and what is
 * told where nobody read it.
 */
interface Readable {
  fact(
    facts: SessionFacts,
    call: AgentCallId,
  ): Fact<string | readonly string[] | undefined> | undefined;
  unread: Missing;
}

const ORGANIZATION: Readable = {
  fact: ({ organizationId }) => organizationId,
  unread: {
    reason: 'The organization of the role’s account is not known.',
    settle:
      'Look up the organization of the role’s account: organizations:DescribeOrganization tells its id to every account in it.',
  },
};

const ALIASES: Readable = {
  fact: (facts, call) =>
    call === 'decryptSessionKey'
      ? facts.sessionKeyAliases
      : facts.bucketKeyAliases,
  unread: {
    reason: 'The aliases of the key are not known.',
    settle: 'Look up the aliases of the key: kms:ListAliases tells them.',
  },
};

/** By the condition key in lower case. */
const READABLE: ReadonlyMap<string, Readable> = new Map([
  ['aws:principalorgid', ORGANIZATION],
  ['aws:resourceorgid', ORGANIZATION],
  ['kms:resourcealiases', ALIASES],
]);

/** What settles condition keys, and the keys that no read settles. */
export function remediesOf(
  keys: readonly string[],
  facts: SessionFacts,
  call: AgentCallId,
): { reads: Missing[]; others: string[] } {
  const reads = new Set<Missing>();
  const others: string[] = [];
  for (const key of keys) {
    const readable = READABLE.get(key.toLowerCase());
    const fact = readable?.fact(facts, call);
    if (!readable || (fact && 'known' in fact)) {
      others.push(key);
    } else {
      reads.add(fact?.unknown ?? readable.unread);
    }
  }
  return { reads: [...reads], others };
}
