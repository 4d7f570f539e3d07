import { formatArn, parseArn } from '../aws/arn';
import { canonicalJson } from '../json/canonicalJson';
import { ownValue } from '../json/ownValue';
import {
  BucketFacts,
  Fact,
  SessionFacts,
  UnknownReason,
} from '../readiness/model/facts';
import {
  isFromParameterStore,
  parsePreferences,
  SessionPreferences,
} from '../readiness/model/preferences';
import { PreferencesReading } from '../readiness/model/PreferencesReading';
import { SessionEnvironment } from '../readiness/model/SessionEnvironment';
import { changePreferences } from './changePreferences';
import {
  BucketChange,
  KeyChange,
  LogGroupChange,
  WhatIfChange,
  WhatIfKey,
  WhatIfResources,
} from './WhatIfChange';

/**
 * What of a session a change may affect. An unknown outcome that depends on none
 * of these stays unknown for the same reason.
 */
export type Affected = 'key' | 's3' | 'cloudWatchLogs' | 'others';

/** An environment after a change. */
export interface ChangedEnvironment {
  /** The same object if nothing in it changes. */
  environment: SessionEnvironment;
  /**
   * Also what the change may affect although that cannot be computed, such as
   * the bucket of preferences that could not be read.
   */
  affected: ReadonlySet<Affected>;
}

/** Where an environment is. */
export interface EnvironmentPlace {
  partition: string;
  accountId: string;
  region: string;
}

/** Derives the environment of an account and region after a change. */
export function changeEnvironment(
  before: SessionEnvironment,
  place: EnvironmentPlace,
  change: WhatIfChange,
  resources: WhatIfResources = {},
): ChangedEnvironment {
  const isHere =
    change.accountId === place.accountId && change.region === place.region;
  const draft: Draft = {
    ...{ place, change, resources, isHere },
    affected: new Set(),
    before,
    preferences: preferencesOf(before.preferences),
    facts: before.facts,
  };
  const reading = isHere
    ? changeReading(draft, before.preferences, change.preferences)
    : before.preferences;
  if (reading.status === 'unknown') {
    // Which bucket, log group and key are used is not known.
    namedParts(change, isHere).forEach(part => draft.affected.add(part));
  } else {
    draft.preferences = reading.preferences;
    changeNames(draft, preferencesOf(before.preferences));
    changeBucket(draft);
    if (isHere) {
      changeLogGroup(draft, change.logGroup);
    }
    changeAliases(draft);
    changeKeys(draft);
  }
  const isSameObject =
    reading === before.preferences && draft.facts === before.facts;
  return {
    environment: isSameObject
      ? before
      : { preferences: reading, facts: draft.facts },
    affected: draft.affected,
  };
}

interface Draft {
  readonly place: EnvironmentPlace;
  readonly change: WhatIfChange;
  readonly resources: WhatIfResources;
  readonly isHere: boolean;
  readonly before: SessionEnvironment;
  readonly affected: Set<Affected>;
  preferences: SessionPreferences;
  facts: SessionFacts;
}

function preferencesOf(reading: PreferencesReading): SessionPreferences {
  return reading.status === 'unknown'
    ? parsePreferences({})
    : reading.preferences;
}

function namedParts(
  { preferences, bucket, keys, aliases, logGroup }: WhatIfChange,
  isHere: boolean,
): Affected[] {
  const parts: Array<[unknown, Affected[]]> = [
    [
      isHere ? preferences : undefined,
      ['key', 's3', 'cloudWatchLogs', 'others'],
    ],
    [bucket, ['s3']],
    [keys ?? aliases, ['key', 's3']],
    [isHere ? logGroup : undefined, ['cloudWatchLogs']],
  ];
  return parts.flatMap(([part, affected]) => (part ? affected : []));
}

const AFFECTED_BY: Readonly<Record<keyof SessionPreferences, Affected>> = {
  s3BucketName: 's3',
  s3KeyPrefix: 's3',
  s3EncryptionEnabled: 's3',
  cloudWatchLogGroupName: 'cloudWatchLogs',
  cloudWatchEncryptionEnabled: 'cloudWatchLogs',
  cloudWatchStreamingEnabled: 'cloudWatchLogs',
  kmsKeyId: 'key',
  runAsEnabled: 'others',
  runAsDefaultUser: 'others',
  unreadable: 'others',
  parameters: 'others',
};

/** Preferences that could not be read stay unknown, whatever changes in them. */
function changeReading(
  { affected }: Draft,
  reading: PreferencesReading,
  inputs: WhatIfChange['preferences'],
): PreferencesReading {
  if (!inputs || reading.status === 'unknown') {
    return reading;
  }
  const preferences = changePreferences(reading.preferences, inputs);
  const names = Object.keys(AFFECTED_BY) as Array<keyof SessionPreferences>;
  const changed = names.filter(
    name => !isSame(preferences[name], reading.preferences[name]),
  );
  changed.forEach(name => affected.add(AFFECTED_BY[name]));
  return changed.length > 0
    ? { document: reading.document, status: 'found', preferences }
    : reading;
}

/** The facts are about the bucket, log group and key that were named before. */
function changeNames(draft: Draft, before: SessionPreferences): void {
  const { preferences, resources, facts } = draft;
  const { s3BucketName: bucket, cloudWatchLogGroupName: group } = preferences;
  if (bucket !== before.s3BucketName) {
    draft.facts = withBucket(
      facts,
      bucket && (ownValue(resources.buckets ?? {}, bucket) ?? notRead(bucket)),
      draft,
    );
  }
  if (group !== before.cloudWatchLogGroupName) {
    draft.facts = {
      ...draft.facts,
      logGroup: group
        ? (ownValue(resources.logGroups ?? {}, group) ?? notRead(group))
        : undefined,
    };
  }
  if (preferences.kmsKeyId !== before.kmsKeyId) {
    const key = preferences.kmsKeyId && readKey(draft, preferences.kmsKeyId);
    draft.facts = {
      ...draft.facts,
      sessionKeyArn: key ? key.arn : undefined,
      sessionKeyPolicy: key ? key.policy : undefined,
      sessionKeyAliases: key ? key.aliases : undefined,
    };
  }
}

function withBucket(
  facts: SessionFacts,
  bucket: Fact<BucketFacts> | '',
  draft: Draft,
): SessionFacts {
  const known = bucket && 'known' in bucket ? bucket.known : undefined;
  const key = known?.kmsKeyArn
    ? readKey(draft, known.kmsKeyArn, known.region)
    : undefined;
  const isAws = key?.isAwsManaged ?? known?.isAwsManagedKey;
  return {
    ...facts,
    bucket: known
      ? { known: { ...known, ...(isAws ? { isAwsManagedKey: true } : {}) } }
      : bucket || undefined,
    bucketKeyArn: isAws ? undefined : key?.arn,
    bucketKeyPolicy: isAws ? undefined : key?.policy,
    bucketKeyAliases: isAws ? undefined : key?.aliases,
  };
}

/** A key that the change names: as it was read, or as the environment has it. */
function readKey(draft: Draft, name: string, region?: string): WhatIfKey {
  const { before, place, resources } = draft;
  const isOfPlace = draft.isHere || parseArn(name) !== undefined;
  const read = isOfPlace ? ownValue(resources.keys ?? {}, name) : undefined;
  if (read) {
    return read;
  }
  const arn = arnWritten(name, { ...place, region: region ?? place.region });
  const known = keysOf(before.facts, preferencesOf(before.preferences), place)
    // An alias may name another key in the account that writes.
    .find(key => key.arn !== undefined && key.arn === arn);
  return known
    ? {
        arn: { known: known.arn! },
        policy: known.policy ?? notRead(name),
        aliases: known.aliases,
      }
    : { arn: arn ? { known: arn } : notRead(name), policy: notRead(name) };
}

interface UsedKey {
  use: 'session' | 'bucket';
  /** Undefined if it is used, and not known which one it is. */
  arn: string | undefined;
  policy: SessionFacts['sessionKeyPolicy'];
  aliases: SessionFacts['sessionKeyAliases'];
  /** As it is named. */
  name: string;
  /** The region in which an alias is resolved. */
  region: string;
}

/** The customer managed keys that sessions and the bucket use. */
function keysOf(
  facts: SessionFacts,
  { kmsKeyId }: SessionPreferences,
  place: EnvironmentPlace,
): UsedKey[] {
  const bucket = knownOf(facts.bucket);
  const name = bucket?.isAwsManagedKey ? undefined : bucket?.kmsKeyArn;
  const { region: bucketRegion = place.region } = bucket ?? {};
  return [
    ...(kmsKeyId
      ? [
          {
            use: 'session' as const,
            arn: arnOf(kmsKeyId, facts.sessionKeyArn, place),
            policy: facts.sessionKeyPolicy,
            aliases: facts.sessionKeyAliases,
            name: kmsKeyId,
            region: place.region,
          },
        ]
      : []),
    ...(name
      ? [
          {
            use: 'bucket' as const,
            arn: arnOf(name, facts.bucketKeyArn, {
              ...place,
              region: bucketRegion,
            }),
            policy: facts.bucketKeyPolicy,
            aliases: facts.bucketKeyAliases,
            name,
            region: bucketRegion,
          },
        ]
      : []),
  ];
}

/** An ARN identifies the key; an id may be another key's in another account. */
function arnOf(
  name: string,
  resolved: Fact<string> | undefined,
  place: EnvironmentPlace,
): string | undefined {
  return parseArn(name)?.resource.startsWith('key/')
    ? name
    : (knownOf(resolved) ?? arnWritten(name, place));
}

/** The ARN of a key that is named by ARN or id; an alias has none. */
function arnWritten(
  name: string,
  { partition, region, accountId }: EnvironmentPlace,
): string | undefined {
  const arn = parseArn(name);
  if (arn) {
    return arn.resource.startsWith('key/') ? name : undefined;
  }
  return name.startsWith('alias/') || name.includes('{{')
    ? undefined
    : formatArn({
        ...{ partition, service: 'kms', region, accountId },
        resource: `key/${name.replace(/^key\//, '')}`,
      });
}

function changeBucket(draft: Draft): void {
  const { change, preferences, facts, affected, isHere } = draft;
  const changed = change.bucket;
  const { s3BucketName: used } = preferences;
  if (!changed || !used) {
    return;
  }
  if (isFromParameterStore(preferences, 's3BucketName')) {
    affected.add('s3');
    return;
  }
  if (changed.name === undefined ? !isHere : changed.name !== used) {
    return;
  }
  const before = facts.bucket;
  const bucket = bucketAfter(knownOf(before), changed);
  if (!bucket) {
    // Its owner and region stay unknown.
    affected.add('s3');
    return;
  }
  if (isSame(bucket, knownOf(before))) {
    return;
  }
  affected.add('s3');
  const hasSameKey =
    bucket.kmsKeyArn === knownOf(before)?.kmsKeyArn &&
    bucket.region === knownOf(before)?.region;
  draft.facts = hasSameKey
    ? { ...facts, bucket: { known: bucket } }
    : withBucket(facts, { known: bucket }, draft);
}

const UNREAD_BUCKET: NonNullable<BucketFacts['unknown']> = {
  policy: {
    reason: 'The policy of the bucket was not read.',
    remedy: 'Specify the policy of the bucket.',
  },
  encryption: {
    reason: 'The encryption of the bucket was not read.',
    remedy: 'Specify the encryption of the bucket.',
  },
};

/** Undefined if the bucket is not known well enough. */
function bucketAfter(
  before: BucketFacts | undefined,
  change: BucketChange,
): BucketFacts | undefined {
  const {
    exists = before?.exists ?? true,
    region = before?.region,
    ownerAccountId = before?.ownerAccountId,
  } = change;
  if (region === undefined || ownerAccountId === undefined) {
    return undefined;
  }
  const { policy: policyUnread, encryption: encryptionUnread } =
    before?.unknown ?? (before ? {} : UNREAD_BUCKET);
  const policy = orBefore(change.policy, before?.policy);
  const encryption = orBefore(change.encryption, before?.encryption);
  const key = orBefore(change.kmsKeyArn, before?.kmsKeyArn);
  const isAsBefore =
    key === before?.kmsKeyArn && encryption === before?.encryption;
  const hasKey =
    key !== undefined && (isAsBefore || encryption?.startsWith('aws:kms'));
  const stillUnread = {
    ...(policyUnread && change.policy === undefined
      ? { policy: policyUnread }
      : {}),
    ...(encryptionUnread && !isEncryptionGiven(change)
      ? { encryption: encryptionUnread }
      : {}),
  };
  return {
    ...{ exists, region, ownerAccountId },
    ...(policy ? { policy } : {}),
    ...(encryption ? { encryption } : {}),
    ...(hasKey ? { kmsKeyArn: key } : {}),
    ...(hasKey && key === before?.kmsKeyArn && before.isAwsManagedKey
      ? { isAwsManagedKey: true }
      : {}),
    ...(before?.unknown || Object.keys(stillUnread).length > 0
      ? { unknown: stillUnread }
      : {}),
  };
}

/** Without a key, `aws:kms` would be encryption with `aws/s3`. */
function isEncryptionGiven({ encryption, kmsKeyArn }: BucketChange): boolean {
  return (
    encryption === null ||
    encryption === 'AES256' ||
    (encryption !== undefined && kmsKeyArn !== undefined)
  );
}

function orBefore<T>(
  changed: T | null | undefined,
  before: T | undefined,
): T | undefined {
  return changed === undefined ? before : (changed ?? undefined);
}

function changeLogGroup(
  draft: Draft,
  changed: LogGroupChange | undefined,
): void {
  const { preferences, facts, affected } = draft;
  if (!changed || !preferences.cloudWatchLogGroupName) {
    return;
  }
  const isNamed = !isFromParameterStore(preferences, 'cloudWatchLogGroupName');
  const before = knownOf(facts.logGroup);
  const exists = changed.exists ?? before?.exists;
  // Of a group that was not read, the key is not known either.
  const isKnown = before !== undefined || changed.kmsKeyArn !== undefined;
  if (!isNamed || exists === undefined || !(isKnown || !exists)) {
    affected.add('cloudWatchLogs');
    return;
  }
  const key = exists
    ? orBefore(changed.kmsKeyArn, before?.exists ? before.kmsKeyArn : undefined)
    : undefined;
  const logGroup = { exists, ...(key ? { kmsKeyArn: key } : {}) };
  if (!isSame(logGroup, before)) {
    affected.add('cloudWatchLogs');
    draft.facts = { ...facts, logGroup: { known: logGroup } };
  }
}

function changeAliases(draft: Draft): void {
  for (const [alias, target] of Object.entries(draft.change.aliases ?? {})) {
    changeAlias(draft, alias, target);
  }
}

/** An alias is of an account and region, that of the key that it names. */
function changeAlias(draft: Draft, alias: string, target: string | null): void {
  const { place, change } = draft;
  const { accountId, region } = (target && parseArn(target)) || change;
  for (const key of keysOf(draft.facts, draft.preferences, place)) {
    const written = parseArn(key.name);
    const isNamed =
      (written?.resource ?? key.name) === alias &&
      (written?.accountId ?? place.accountId) === accountId &&
      (written?.region ?? key.region) === region;
    if (isNamed) {
      renameKey(draft, key, alias, target);
    } else {
      changeAliasesOfKey(draft, key, alias, target, { accountId, region });
    }
  }
}

/** The alias by which a key is named names another key. */
function renameKey(
  draft: Draft,
  { use, arn, name }: UsedKey,
  alias: string,
  target: string | null,
): void {
  if (target !== null && arn === target) {
    return;
  }
  const next: WhatIfKey =
    target === null
      ? { arn: noKey(name), policy: noKey(name) }
      : readKey(draft, target);
  setKey(draft, use, {
    ...next,
    // What else names the key need not be known.
    aliases: withAlias(next.aliases, alias),
  });
}

const AFFECTED_BY_KEY: Readonly<Record<UsedKey['use'], Affected>> = {
  session: 'key',
  bucket: 's3',
};

/** The alias belongs, or belonged, to a key that is named otherwise. */
function changeAliasesOfKey(
  draft: Draft,
  { use, arn, aliases }: UsedKey,
  alias: string,
  target: string | null,
  at: Pick<EnvironmentPlace, 'accountId' | 'region'>,
): void {
  const key = arn === undefined ? undefined : parseArn(arn);
  if (key && (key.accountId !== at.accountId || key.region !== at.region)) {
    return;
  }
  const known = knownOf(aliases);
  if (!key || !known) {
    // Whether the key has the alias is not known.
    draft.affected.add(AFFECTED_BY_KEY[use]);
    return;
  }
  const isOfKey = arn === target;
  if (isOfKey !== known.includes(alias)) {
    const others = known.filter(one => one !== alias);
    setKey(draft, use, {
      aliases: { known: isOfKey ? [...others, alias] : others },
    });
  }
}

function withAlias(
  aliases: WhatIfKey['aliases'],
  alias: string,
): WhatIfKey['aliases'] {
  const known = knownOf(aliases);
  return known && !known.includes(alias)
    ? { known: [...known, alias] }
    : aliases;
}

function setKey(
  draft: Draft,
  use: UsedKey['use'],
  key: Partial<WhatIfKey>,
): void {
  const prefix = use === 'session' ? 'sessionKey' : 'bucketKey';
  draft.affected.add(AFFECTED_BY_KEY[use]);
  draft.facts = {
    ...draft.facts,
    ...('arn' in key ? { [`${prefix}Arn`]: key.arn } : {}),
    ...('policy' in key ? { [`${prefix}Policy`]: key.policy } : {}),
    ...('aliases' in key ? { [`${prefix}Aliases`]: key.aliases } : {}),
  };
}

function changeKeys(draft: Draft): void {
  const changed = Object.entries(draft.change.keys ?? {});
  for (const key of keysOf(draft.facts, draft.preferences, draft.place)) {
    if (changed.length > 0 && key.arn === undefined) {
      draft.affected.add(AFFECTED_BY_KEY[key.use]);
    }
    for (const [arn, { policy }] of changed) {
      if (key.arn === arn) {
        changeKeyPolicy(draft, key, policy);
      }
    }
  }
}

/**
 * A policy that could not be read stays unknown: the key may be disabled, or
 * missing.
 */
function changeKeyPolicy(
  draft: Draft,
  { use, policy: before }: UsedKey,
  policy: KeyChange['policy'],
): void {
  if (!before || 'unknown' in before) {
    draft.affected.add(AFFECTED_BY_KEY[use]);
  } else if (!isSame(before.known, policy)) {
    setKey(draft, use, { policy: { known: policy } });
  }
}

function knownOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact && 'known' in fact ? (fact.known as T) : undefined;
}

function notRead(name: string): { unknown: UnknownReason } {
  return {
    unknown: {
      reason: `${name}, which the change names, was not read.`,
      remedy: 'Preview the change again when the portal can read it.',
    },
  };
}

function noKey(name: string): { unknown: UnknownReason } {
  return {
    unknown: {
      reason: `There is no key ${name}.`,
      remedy:
        'Name a key that exists: sessions and logs that need this one fail.',
    },
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson([a]) === canonicalJson([b]);
}
