import {
  Fact,
  parseArn,
  Problem,
  ProblemCode,
  Readiness,
  SessionFacts,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { Memory } from './Memory';
import { isKnown, notKnown } from './notKnown';
import { readAliases } from './readAliases';
import { readOrganization } from './readOrganization';

interface Place {
  accounts: AwsAccounts;
  account: AwsAccount;
  memory: Memory;
}

const ORGANIZATION = ['aws:principalorgid', 'aws:resourceorgid'];
const ALIASES = ['kms:resourcealiases'];

/**
 * Reads what a prediction was left open by and one read settles; where it was
 * not, AWS is not asked.
 */
export async function settleFacts(
  { problems }: Readiness,
  facts: SessionFacts,
  place: Place,
): Promise<SessionFacts> {
  const isOpen = (keys: readonly string[]) => (problem: Problem) =>
    problem.decisive.some(({ unsettled = [] }) =>
      unsettled.some(key => keys.includes(key.toLowerCase())),
    );
  const keyOf = (code: ProblemCode) =>
    problems.filter(isOpen(ALIASES)).find(problem => problem.code === code)
      ?.resource;
  const sessionKey = keyOf('session-key-decrypt-denied');
  const bucketKey = keyOf('s3-key-generate-denied');
  const [organizationId, sessionKeyAliases, bucketKeyAliases] =
    await Promise.all([
      problems.some(isOpen(ORGANIZATION)) ? organization(place) : undefined,
      sessionKey ? aliases(sessionKey, place) : undefined,
      bucketKey ? aliases(bucketKey, place) : undefined,
    ]);
  return {
    ...facts,
    ...(organizationId ? { organizationId } : {}),
    ...(sessionKeyAliases ? { sessionKeyAliases } : {}),
    ...(bucketKeyAliases ? { bucketKeyAliases } : {}),
  };
}

function organization({
  account,
  memory,
}: Place): Promise<NonNullable<SessionFacts['organizationId']>> {
  return memory.recall(
    `organization:${account.settings.accountId}`,
    () => readOrganization(account),
    isKnown,
    [],
  );
}

function aliases(
  keyArn: string,
  { accounts, account, memory }: Place,
): Promise<Fact<readonly string[]>> {
  return memory.recall(
    `aliases:${keyArn}`,
    async () => {
      const owner = parseArn(keyArn)?.accountId;
      try {
        const keeper =
          owner === account.settings.accountId
            ? account
            : await accounts.get(owner);
        return await readAliases(keeper, keyArn);
      } catch (error) {
        return notKnown(error, `the aliases of the key ${keyArn}`);
      }
    },
    isKnown,
    [{ what: 'environment' }],
  );
}
