import {
  BucketFacts,
  Fact,
  isFromParameterStore,
  parseArn,
  ReadingSubject,
  SessionEnvironment,
  SessionFacts,
  SessionPreferences,
  WhatIfResources,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { ReadCache } from '../cache/ReadCache';
import { isKnown, notKnown } from './notKnown';
import { readBucket } from './readBucket';
import { KeyFacts, keyNotKnown, readKey } from './readKey';
import { readLogGroup } from './readLogGroup';
import { readPreferences } from './readPreferences';
import { aliasesOf } from './regionFacts';

/**
 * Reads the preferences, and the bucket, log group and keys that they name.
 * Parts that AWS does not return are reported in the answer.
 *
 * @public
 */
export async function readSessionEnvironment(options: {
  accounts: AwsAccounts;
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}): Promise<SessionEnvironment> {
  const { account, region, cache } = options;
  const preferences = await cache.getOrLoad(
    `preferences:${account.settings.accountId}:${region}`,
    () => readPreferences(account, region),
    {
      isStable: ({ status }) => status !== 'unknown',
      about: [environmentOf(account)],
    },
  );
  if (preferences.status === 'unknown') {
    return { preferences, facts: { region } };
  }
  const resolvable = withoutParameters(preferences.preferences);
  const [logGroup, bucket, sessionKey] = await Promise.all([
    logGroupFacts(resolvable, options),
    bucketFacts(resolvable, options),
    resolvable.kmsKeyId
      ? keyFacts(
          resolvable.kmsKeyId,
          account.settings.accountId,
          region,
          options,
        )
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

/**
 * Reads resources that session preferences may name, by these names. Parts that
 * AWS does not return are reported in the answer.
 *
 * @public
 */
export async function readNamedResources(
  names: { bucket?: string; logGroup?: string; keys: readonly string[] },
  options: Parameters<typeof readSessionEnvironment>[0],
): Promise<WhatIfResources> {
  const { account, region } = options;
  const { accountId } = account.settings;
  const keyOf = async (name: string, facts: KeyFacts) =>
    [
      name,
      {
        ...facts,
        ...(isKnown(facts.arn) && !facts.isAwsManaged
          ? { aliases: await aliasesOf(facts.arn.known, options) }
          : {}),
      },
    ] as const;
  const [bucket, logGroup, ...keys] = await Promise.all([
    bucketFacts({ s3BucketName: names.bucket ?? '' }, options),
    logGroupFacts({ cloudWatchLogGroupName: names.logGroup ?? '' }, options),
    ...names.keys.map(async name =>
      keyOf(
        name,
        await keyFacts(
          name,
          accountId,
          parseArn(name)?.region || region,
          options,
        ),
      ),
    ),
  ]);
  const found = bucket.bucket;
  const bucketKey = found && isKnown(found) ? found.known.kmsKeyArn : undefined;
  const ofBucket =
    bucketKey && bucket.bucketKeyArn && bucket.bucketKeyPolicy
      ? [
          await keyOf(bucketKey, {
            arn: bucket.bucketKeyArn,
            policy: bucket.bucketKeyPolicy as KeyFacts['policy'],
            isAwsManaged: false,
          }),
        ]
      : [];
  return {
    buckets: names.bucket && found ? { [names.bucket]: found } : {},
    logGroups: names.logGroup && logGroup ? { [names.logGroup]: logGroup } : {},
    keys: Object.fromEntries([...keys, ...ofBucket]),
  };
}

/**
 * Omits names with Parameter Store references, which only the agent can
 * resolve.
 */
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

type Options = Parameters<typeof readSessionEnvironment>[0];

function environmentOf({ settings }: AwsAccount): ReadingSubject {
  return { what: 'environment', accountId: settings.accountId };
}

// Buckets and keys may belong to another account; reading them shows which.
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
        { isStable: isKnown, about: [environmentOf(account)] },
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
    { isStable: isWhole, about: ANY_ENVIRONMENT },
  );
  const { kmsKeyArn } = isKnown(bucket) ? bucket.known : {};
  if (!isKnown(bucket) || !kmsKeyArn) {
    return { bucket };
  }
  // S3 resolves a key without ARN in the account that writes, not in the
  // bucket's:
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

/**
 * Reads a key by ARN, id or alias; a key of another account with its
 * credentials.
 */
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
        const manager =
          owner === account.settings.accountId
            ? account
            : await accounts.get(owner);
        return await readKey(manager, region, key);
      } catch (error) {
        return keyNotKnown(notKnown(error, `the key ${key}`, key));
      }
    },
    {
      isStable: ({ arn, policy }) => isKnown(arn) && isKnown(policy),
      about: ANY_ENVIRONMENT,
    },
  );
}

/** Returns the other configured accounts that can be reached. */
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
