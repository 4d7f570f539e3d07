import {
  BucketFacts,
  Fact,
  parseArn,
  PolicyDocument,
  PreferencesReading,
  SessionFacts,
  SessionPreferences,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { Memory } from './Memory';
import { isKnown, notKnown } from './notKnown';
import { readBucket } from './readBucket';
import { KeyFacts, readKey } from './readKey';
import { readLogGroup } from './readLogGroup';
import { readPreferences } from './readPreferences';

/**
 * What besides a role decides about its sessions, in an account and region:
 * the same for every role there.
 *
 * @public
 */
export interface Surroundings {
  preferences: PreferencesReading;
  facts: SessionFacts;
}

/**
 * Reads the preferences, and of bucket, log group and keys no more than those
 * ask for. What AWS does not tell is a part of the answer.
 *
 * @public
 */
export async function readSurroundings(options: {
  accounts: AwsAccounts;
  account: AwsAccount;
  region: string;
  memory: Memory;
}): Promise<Surroundings> {
  const { account, region, memory } = options;
  const preferences = await memory.recall(
    `preferences:${account.settings.accountId}:${region}`,
    () => readPreferences(account, region),
    ({ status }) => status !== 'unknown',
  );
  if (preferences.status === 'unknown') {
    return { preferences, facts: { region } };
  }
  const asked = preferences.preferences;
  const [logGroup, bucket, sessionKey] = await Promise.all([
    logGroupFacts(asked, options),
    bucketFacts(asked, options),
    asked.kmsKeyId
      ? keyFacts(asked.kmsKeyId, account.settings.accountId, region, options)
      : undefined,
  ]);
  return {
    preferences: {
      ...preferences,
      preferences: withKeyArn(asked, sessionKey),
    },
    facts: {
      region,
      logGroup,
      ...bucket,
      sessionKeyPolicy: sessionKey && policyOf(sessionKey),
    },
  };
}

type Options = Parameters<typeof readSurroundings>[0];

async function logGroupFacts(
  { cloudWatchLogGroupName: name }: SessionPreferences,
  { account, region, memory }: Options,
): Promise<SessionFacts['logGroup']> {
  return name
    ? memory.recall(
        `log-group:${account.settings.accountId}:${region}:${name}`,
        () => readLogGroup(account, region, name),
        isKnown,
      )
    : undefined;
}

async function bucketFacts(
  { s3BucketName: name }: SessionPreferences,
  options: Options,
): Promise<Pick<SessionFacts, 'bucket' | 'bucketKeyPolicy'>> {
  if (!name) {
    return {};
  }
  const { account, accounts, region, memory } = options;
  const bucket = await memory.recall(
    `bucket:${account.settings.accountId}:${region}:${name}`,
    () => readBucket(account, () => others(accounts, account), region, name),
    isKnown,
  );
  return isKnown(bucket) ? withItsKey(bucket.known, options) : { bucket };
}

async function withItsKey(
  bucket: BucketFacts,
  options: Options,
): Promise<Pick<SessionFacts, 'bucket' | 'bucketKeyPolicy'>> {
  const { kmsKeyArn, ownerAccountId, region } = bucket;
  if (!kmsKeyArn) {
    return { bucket: { known: bucket } };
  }
  const key = await keyFacts(kmsKeyArn, ownerAccountId, region, options);
  if (!isKnown(key)) {
    return { bucket: { known: bucket }, bucketKeyPolicy: key };
  }
  const { arn, policy, isAwsManaged } = key.known;
  return isAwsManaged
    ? { bucket: { known: { ...bucket, kmsKeyArn: undefined } } }
    : {
        bucket: { known: { ...bucket, kmsKeyArn: arn } },
        bucketKeyPolicy: { known: policy },
      };
}

/** A key by ARN, id or alias; of another account, with its credentials. */
async function keyFacts(
  key: string,
  accountId: string,
  region: string,
  { account, accounts, memory }: Options,
): Promise<Fact<KeyFacts>> {
  const owner = parseArn(key)?.accountId || accountId;
  return memory.recall(
    `key:${owner}:${region}:${key}`,
    async () => {
      try {
        return await readKey(
          owner === account.settings.accountId
            ? account
            : await accounts.get(owner),
          region,
          key,
        );
      } catch (error) {
        return notKnown(error, `the key ${key}`, key);
      }
    },
    isKnown,
  );
}

/** Evaluation is by the key's own ARN, whatever name the preferences give. */
function withKeyArn(
  preferences: SessionPreferences,
  key: Fact<KeyFacts> | undefined,
): SessionPreferences {
  return key && isKnown(key)
    ? { ...preferences, kmsKeyId: key.known.arn }
    : preferences;
}

function policyOf(key: Fact<KeyFacts>): Fact<PolicyDocument> {
  return isKnown(key) ? { known: key.known.policy } : key;
}

/** The other configured accounts, as far as they are reached. */
async function others(
  accounts: AwsAccounts,
  { settings }: AwsAccount,
): Promise<AwsAccount[]> {
  const found = await Promise.allSettled(
    (accounts.configured ?? [])
      .filter(({ accountId }) => accountId !== settings.accountId)
      .map(({ accountId }) => accounts.get(accountId)),
  );
  return found.flatMap(one => (one.status === 'fulfilled' ? one.value : []));
}
