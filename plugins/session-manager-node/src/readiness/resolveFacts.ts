import {
  isInstanceTagKey,
  Problem,
  ProblemCode,
  Readiness,
  SessionFacts,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { ReadCache, roleSubject } from '../cache/ReadCache';
import { isKnown } from './notKnown';
import { readInstanceTags } from './readInstanceTags';
import { aliasesOf, organizationOf } from './regionFacts';

interface Place {
  accounts: AwsAccounts;
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}

/**
 * An existing role, with the instance profiles through which instances use it.
 */
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
 * Reads the facts that a prediction left open and that a single read resolves.
 * Reads nothing if no such fact is open.
 */
export async function resolveFacts(
  { problems }: Readiness,
  facts: SessionFacts,
  place: Place & {
    /** Absent if the role does not exist yet, so no instance uses it. */
    role?: RoleInUse;
  },
): Promise<SessionFacts> {
  const isOpen = (asks: Asks) => (problem: Problem) =>
    problem.decisive.some(({ unknownKeys = [] }) => unknownKeys.some(asks));
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
      problems.some(isOpen(ofOrganization)) ? organizationOf(place) : undefined,
      sessionKey ? aliasesOf(sessionKey, place) : undefined,
      bucketKey ? aliasesOf(bucketKey, place) : undefined,
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
      isStable: isKnown,
      about: [
        roleSubject(role.arn),
        { what: 'instances', accountId: account.settings.accountId },
      ],
    },
  );
}
