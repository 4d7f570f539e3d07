import { RoleSpec } from '../../roleSpec/roleSpec';
import { BucketFacts, UnknownReason } from '../model/facts';
import {
  isFromParameterStore,
  logPrefix,
  SessionPreferences,
} from '../model/preferences';
import { SessionEnvironment } from '../model/SessionEnvironment';
import { keyArnOf, sessionKeyOf } from '../model/sessionKey';
import { pick } from './pick';

/**
 * The parts of a role spec that follow from session preferences.
 *
 * @public
 */
export interface PreferredSpec {
  spec: Pick<RoleSpec, 'kmsKeyArn' | 's3' | 'cloudWatchLogs'>;
  /** Whether sessions are logged there, even if the name is not known. */
  logs: { s3: boolean; cloudWatch: boolean };
  /** Why a field is not known, by its path in the spec. */
  unknown: Readonly<Partial<Record<PreferredField, UnknownReason>>>;
}

/** @public */
export type PreferredField =
  | 'kmsKeyArn'
  | 's3.bucket'
  | 's3.prefix'
  | 's3.bucketOwner'
  | 's3.kmsKeyArn'
  | 'cloudWatchLogs.logGroup';

/**
 * Returns what the session preferences of an account and region require of
 * every role there; `undefined` if they could not be read.
 *
 * @public
 */
export function preferredSpec(
  environment: SessionEnvironment,
  accountId: string,
): PreferredSpec | undefined {
  const { preferences: reading } = environment;
  if (reading.status === 'unknown') {
    return undefined;
  }
  const { preferences } = reading;
  const key = sessionKeyOf(environment);
  const s3 = s3Of(preferences, environment, accountId);
  const { cloudWatchLogGroupName: group } = preferences;
  const isGroupKnown = !isFromParameterStore(
    preferences,
    'cloudWatchLogGroupName',
  );
  return {
    spec: {
      ...pick('kmsKeyArn', key.arn),
      ...(s3.spec && { s3: s3.spec }),
      ...(group && {
        cloudWatchLogs: isGroupKnown ? { logGroup: group } : {},
      }),
    },
    logs: { s3: preferences.s3BucketName !== '', cloudWatch: group !== '' },
    unknown: {
      ...s3.unknown,
      ...(key.unknown && { kmsKeyArn: key.unknown }),
      ...(!isGroupKnown && {
        'cloudWatchLogs.logGroup': fromParameterStore('log group', group),
      }),
    },
  };
}

function s3Of(
  preferences: SessionPreferences,
  { facts }: SessionEnvironment,
  accountId: string,
): { spec?: RoleSpec['s3']; unknown: PreferredSpec['unknown'] } {
  const { s3BucketName: bucket, s3KeyPrefix } = preferences;
  if (!bucket) {
    return { unknown: {} };
  }
  if (isFromParameterStore(preferences, 's3BucketName')) {
    return { unknown: { 's3.bucket': fromParameterStore('bucket', bucket) } };
  }
  const isPrefixKnown = !isFromParameterStore(preferences, 's3KeyPrefix');
  const prefix = isPrefixKnown ? logPrefix(preferences) : undefined;
  const place = bucketPlace(facts, accountId);
  return {
    spec: { bucket, ...pick('prefix', prefix || undefined), ...place.spec },
    unknown: {
      ...place.unknown,
      ...(!isPrefixKnown && {
        's3.prefix': fromParameterStore('prefix', s3KeyPrefix),
      }),
    },
  };
}

/** The owner and the key of the bucket. */
function bucketPlace(
  { bucket, bucketKeyArn }: SessionEnvironment['facts'],
  accountId: string,
): {
  spec: { bucketOwner?: string; kmsKeyArn?: string };
  unknown: PreferredSpec['unknown'];
} {
  if (!bucket || 'unknown' in bucket) {
    const reason = bucket?.unknown;
    return {
      spec: {},
      unknown: reason
        ? { 's3.bucketOwner': reason, 's3.kmsKeyArn': reason }
        : {},
    };
  }
  const { ownerAccountId, unknown = {} } = bucket.known;
  const key = keyOf(bucket.known, bucketKeyArn);
  const why = unknown.encryption ?? key.unknown;
  return {
    spec: {
      ...pick(
        'bucketOwner',
        ownerAccountId === accountId ? undefined : ownerAccountId,
      ),
      ...pick('kmsKeyArn', key.arn),
    },
    unknown: why ? { 's3.kmsKeyArn': why } : {},
  };
}

/** AWS managed keys need no permission of the role. */
function keyOf(
  { kmsKeyArn, isAwsManagedKey }: BucketFacts,
  resolved: SessionEnvironment['facts']['bucketKeyArn'],
): { arn?: string; unknown?: UnknownReason } {
  if (!kmsKeyArn || isAwsManagedKey) {
    return {};
  }
  return keyArnOf(kmsKeyArn, resolved);
}

function fromParameterStore(what: string, value: string): UnknownReason {
  return {
    reason: `The session preferences read the ${what} from Parameter Store: ${value}`,
    remedy: `Enter the ${what} that the parameter contains.`,
  };
}
