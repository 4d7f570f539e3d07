import {
  BucketFacts,
  Fact,
  isFromParameterStore,
  parseArn,
  PreferencesReading,
  ReadingSubject,
  SessionFacts,
  SessionPreferences,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { ReadCache } from '../cache/ReadCache';
import { isKnown, notKnown } from './notKnown';
import { readBucket } from './readBucket';
import { KeyFacts, keyNotKnown, readKey } from './readKey';
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
  cache: ReadCache;
}): Promise<Surroundings> {
  const { account, region, cache } = options;
  const preferences = await cache.getOrLoad(
    `preferences:${account.settings.accountId}:${region}`,
    () => readPreferences(account, region),
    {
      isSettled: ({ status }) => status !== 'unknown',
      about: [environmentOf(account)],
    },
  );
  if (preferences.status === 'unknown') {
    return { preferences, facts: { region } };
  }
  const asked = withoutParameters(preferences.preferences);
  const [logGroup, bucket, sessionKey] = await Promise.all([
    logGroupFacts(asked, options),
    bucketFacts(asked, options),
    asked.kmsKeyId
      ? keyFacts(asked.kmsKeyId, account.settings.accountId, region, options)
      : undefined,
  ]);
  return {
    preferences,
    facts: {
      region,
      logGroup,
      ...bucket,
      sessionKeyArn: sessionKey?.arn,
      sessionKeyPolicy: sessionKey?.policy,
    },
  };
}

/** What Parameter Store holds is the agent's to read; nothing has such a name. */
function withoutParameters(preferences: SessionPreferences) {
  const { s3BucketName, cloudWatchLogGroupName, kmsKeyId } = preferences;
  const known = (
    input: 's3BucketName' | 'cloudWatchLogGroupName' | 'kmsKeyId',
    value: string,
  ) => (isFromParameterStore(preferences, input) ? '' : value);
  return {
    s3BucketName: known('s3BucketName', s3BucketName),
    cloudWatchLogGroupName: known(
      'cloudWatchLogGroupName',
      cloudWatchLogGroupName,
    ),
    kmsKeyId: known('kmsKeyId', kmsKeyId),
  };
}

type Options = Parameters<typeof readSurroundings>[0];

function environmentOf({ settings }: AwsAccount): ReadingSubject {
  return { what: 'environment', accountId: settings.accountId };
}

// Buckets and keys may be another account's, which the reading finds out.
const ANY_ENVIRONMENT: readonly ReadingSubject[] = [{ what: 'environment' }];

async function logGroupFacts(
  {
    cloudWatchLogGroupName: name,
  }: Pick<SessionPreferences, 'cloudWatchLogGroupName'>,
  { account, region, cache }: Options,
): Promise<SessionFacts['logGroup']> {
  return name
    ? cache.getOrLoad(
        `log-group:${account.settings.accountId}:${region}:${name}`,
        () => readLogGroup(account, region, name),
        { isSettled: isKnown, about: [environmentOf(account)] },
      )
    : undefined;
}

async function bucketFacts(
  { s3BucketName: name }: Pick<SessionPreferences, 's3BucketName'>,
  options: Options,
): Promise<Pick<SessionFacts, 'bucket' | 'bucketKeyArn' | 'bucketKeyPolicy'>> {
  if (!name) {
    return {};
  }
  const { account, accounts, region, cache } = options;
  const bucket = await cache.getOrLoad(
    `bucket:${account.settings.accountId}:${region}:${name}`,
    () =>
      readBucket(account, () => others(accounts, account), region, name, cache),
    { isSettled: isWhole, about: ANY_ENVIRONMENT },
  );
  const { kmsKeyArn } = isKnown(bucket) ? bucket.known : {};
  if (!isKnown(bucket) || !kmsKeyArn) {
    return { bucket };
  }
  // What is no ARN, S3 looks for in the account that writes, not the bucket's:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html
  const writer = account.settings.accountId;
  const key = await keyFacts(kmsKeyArn, writer, bucket.known.region, options);
  return key.isAwsManaged
    ? { bucket: { known: { ...bucket.known, isAwsManagedKey: true } } }
    : { bucket, bucketKeyArn: key.arn, bucketKeyPolicy: key.policy };
}

function isWhole(bucket: Fact<BucketFacts>): boolean {
  return (
    isKnown(bucket) && Object.keys(bucket.known.unknown ?? {}).length === 0
  );
}

/** A key by ARN, id or alias; of another account, with its credentials. */
async function keyFacts(
  key: string,
  accountId: string,
  region: string,
  { account, accounts, cache }: Options,
): Promise<KeyFacts> {
  const owner = parseArn(key)?.accountId || accountId;
  return cache.getOrLoad(
    `key:${owner}:${region}:${key}`,
    async () => {
      try {
        const keeper =
          owner === account.settings.accountId
            ? account
            : await accounts.get(owner);
        return await readKey(keeper, region, key);
      } catch (error) {
        return keyNotKnown(notKnown(error, `the key ${key}`, key));
      }
    },
    {
      isSettled: ({ arn, policy }) => isKnown(arn) && isKnown(policy),
      about: ANY_ENVIRONMENT,
    },
  );
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
