import {
  parsePreferences,
  SessionPreferences,
} from '../readiness/model/preferences';
import { SessionEnvironment } from '../readiness/model/SessionEnvironment';
import { changePreferences } from './changePreferences';
import { WhatIfChange } from './WhatIfChange';

/**
 * The resources that a change names.
 *
 * @public
 */
export interface NamedResources {
  /** The bucket of the session preferences after the change. */
  bucketAfter?: string;
  /** What its environment does not have, and has to be read. */
  toRead: { bucket?: string; logGroup?: string; keys: string[] };
}

/**
 * Finds the resources that a change names.
 *
 * @param environment - of the account and region; absent if it is not known
 *
 * @public
 */
export function namedResources(
  change: WhatIfChange,
  environment: SessionEnvironment | undefined,
): NamedResources {
  const before = preferencesIn(environment);
  const after = changePreferences(before, change.preferences ?? {});
  const differing = (
    name: 's3BucketName' | 'cloudWatchLogGroupName' | 'kmsKeyId',
  ) =>
    after[name] === before[name] || after[name].includes('{{')
      ? undefined
      : after[name] || undefined;
  const bucket = differing('s3BucketName');
  const logGroup = differing('cloudWatchLogGroupName');
  const sessionKey = differing('kmsKeyId');
  const fact = environment?.facts.bucket;
  const keyBefore = fact && 'known' in fact ? fact.known.kmsKeyArn : undefined;
  const { kmsKeyArn: bucketKey } = change.bucket ?? {};
  const isBucketKeyNew = bucketKey && bucketKey !== keyBefore;
  const targets = Object.values(change.aliases ?? {}).flatMap(
    target => target ?? [],
  );
  const keys = [
    ...(sessionKey ? [sessionKey] : []),
    ...(isBucketKeyNew ? [bucketKey] : []),
    ...targets,
  ];
  return {
    ...(after.s3BucketName && { bucketAfter: after.s3BucketName }),
    toRead: {
      ...(bucket && { bucket }),
      ...(logGroup && { logGroup }),
      keys: [...new Set(keys)],
    },
  };
}

function preferencesIn(
  environment: SessionEnvironment | undefined,
): SessionPreferences {
  const reading = environment?.preferences;
  return reading && reading.status !== 'unknown'
    ? reading.preferences
    : parsePreferences({});
}
