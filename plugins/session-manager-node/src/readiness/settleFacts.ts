import {
  Fact,
  isInstanceTagKey,
  parseArn,
  Problem,
  ProblemCode,
  Readiness,
  SessionFacts,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { ReadCache, roleSubject } from '../cache/ReadCache';
import { isKnown, notKnown } from './notKnown';
import { readAliases } from './readAliases';
import { readInstanceTags } from './readInstanceTags';
import { readOrganization } from './readOrganization';

interface Place {
  accounts: AwsAccounts;
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}

/** A role that IAM has, with what instances have it by. */
interface RoleInUse {
  arn: string;
  instanceProfileArns: readonly string[];
}

type Asks = (key: string) => boolean;

const asksFor =
  (...keys: string[]): Asks =>
  key =>
    keys.includes(key.toLowerCase());
const ofOrganization = asksFor('aws:principalorgid', 'aws:resourceorgid');
const ofAliases = asksFor('kms:resourcealiases');

/**
 * Reads what a prediction was left open by and one read settles; where it was
 * not, AWS is not asked.
 */
export async function settleFacts(
  { problems }: Readiness,
  facts: SessionFacts,
  place: Place & {
    /** Absent where there is none yet, and no instance has it. */
    role?: RoleInUse;
  },
): Promise<SessionFacts> {
  const isOpen = (asks: Asks) => (problem: Problem) =>
    problem.decisive.some(({ unsettled = [] }) => unsettled.some(asks));
  const keyOf = (code: ProblemCode) =>
    problems.filter(isOpen(ofAliases)).find(problem => problem.code === code)
      ?.resource;
  const sessionKey = keyOf('session-key-decrypt-denied');
  const bucketKey = keyOf('s3-key-generate-denied');
  const { role } = place;
  const isTagged = problems
    .filter(({ code }) => code === 'update-instance-information-denied')
    .some(isOpen(isInstanceTagKey));
  const [organizationId, sessionKeyAliases, bucketKeyAliases, taggedInstances] =
    await Promise.all([
      problems.some(isOpen(ofOrganization)) ? organization(place) : undefined,
      sessionKey ? aliases(sessionKey, place) : undefined,
      bucketKey ? aliases(bucketKey, place) : undefined,
      role && isTagged ? instancesOf(role, place) : undefined,
    ]);
  return {
    ...facts,
    ...(organizationId ? { organizationId } : {}),
    ...(sessionKeyAliases ? { sessionKeyAliases } : {}),
    ...(bucketKeyAliases ? { bucketKeyAliases } : {}),
    ...(taggedInstances ? { taggedInstances } : {}),
  };
}

function instancesOf(
  role: RoleInUse,
  { account, region, cache }: Place,
): Promise<NonNullable<SessionFacts['taggedInstances']>> {
  return cache.getOrLoad(
    `instance-tags:${role.arn}:${region}`,
    () => readInstanceTags(account, region, role.instanceProfileArns),
    {
      isSettled: isKnown,
      about: [
        roleSubject(role.arn),
        { what: 'instances', accountId: account.settings.accountId },
      ],
    },
  );
}

function organization({
  account,
  cache,
}: Place): Promise<NonNullable<SessionFacts['organizationId']>> {
  return cache.getOrLoad(
    `organization:${account.settings.accountId}`,
    () => readOrganization(account),
    { isSettled: isKnown, about: [] },
  );
}

function aliases(
  keyArn: string,
  { accounts, account, cache }: Place,
): Promise<Fact<readonly string[]>> {
  return cache.getOrLoad(
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
    { isSettled: isKnown, about: [{ what: 'environment' }] },
  );
}
