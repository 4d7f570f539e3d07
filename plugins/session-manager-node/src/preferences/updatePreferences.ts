import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  changePreferences,
  comparePreferences,
  PreferenceDifference,
  PREFERENCES_DOCUMENT,
  PreferencesInputs,
  SessionDocument,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { awsCode } from '../fault/awsCode';
import { toAwsError } from '../fault/toAwsError';
import { CancelledError } from '../role/runError';
import {
  preferencesHash,
  createPreferencesStore,
  PreferencesStore,
  PreferencesVersion,
} from './PreferencesStore';

/** How often to begin again because others write the document. */
const ATTEMPTS = 5;
/** How AWS refuses a write because others were faster. */
const RACES = ['DocumentAlreadyExists', 'InvalidDocumentVersion'];
/** How long AWS may take to show the new default version. */
const SHOWN_WITHIN_MS = 10_000;

/**
 * A change of the session preferences of an account and region.
 *
 * @public
 */
export interface PreferencesUpdate {
  account: Pick<AwsAccount, 'ssm'>;
  region: string;
  /** The session document. Default: the one of the preferences. */
  documentName?: string;
  /** The new inputs, or the earlier version that becomes the default again. */
  target: { inputs: PreferencesInputs } | { restoreVersion: string };
  /**
   * The {@link UpdatedPreferences.previousHash} of what was looked at. If the
   * preferences are others by now, a `ConflictError` is thrown.
   */
  expectedHash?: string;
  /** Called with the changes before they are made; throws if they must not. */
  guard?: (changes: readonly PreferenceDifference[]) => void | Promise<void>;
  dryRun?: boolean;
  /** Stops the run between calls. */
  signal?: AbortSignal;
  /** Called before the first write. */
  onWrite?: () => void;
  /** Called with each old version that is deleted to make room. */
  onDelete?: (version: string) => void;
}

/**
 * What an update changed, or would change in a dry run.
 *
 * @public
 */
export interface UpdatedPreferences {
  /** Empty: the preferences were so already. */
  changes: PreferenceDifference[];
  /** The default version now; absent if there is no document. */
  version?: string;
  /** The default version before; absent if there was no document. */
  previousVersion?: string;
  /** The hash of the content before: `absent` without a document. */
  previousHash: string;
}

/**
 * Changes the preferences by a new version of the document, or goes back to an
 * earlier one, if they are still those that were looked at. What the inputs do
 * not name stays. A run that was interrupted continues when it is repeated.
 *
 * Throws AWS errors as converted by `toAwsError`, a `ConflictError` if others
 * changed the preferences, and an `InputError` if the agent could not read the
 * result.
 *
 * @public
 */
export async function updatePreferences(
  options: PreferencesUpdate,
): Promise<UpdatedPreferences> {
  const { account, region, documentName = PREFERENCES_DOCUMENT } = options;
  const store = createPreferencesStore({
    ssm: account.ssm(region),
    name: documentName,
    onDelete: version => options.onDelete?.(version),
  });
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const updated = await tryUpdate(store, { ...options, documentName });
      if (updated) {
        return updated;
      }
    }
  } catch (error) {
    throw toAwsError(error);
  }
  throw new ConflictError(
    `${documentName} in ${region} is changed by others again and again. Nothing was made the default. Try again later.`,
  );
}

type Options = PreferencesUpdate & { documentName: string };

/** Returns undefined if others wrote the document in the meantime. */
async function tryUpdate(
  store: PreferencesStore,
  options: Options,
): Promise<UpdatedPreferences | undefined> {
  requireRunning(options);
  // Before the content, so that a version that others add after it is noticed.
  const latest = await store.latest();
  const current = latest === undefined ? undefined : await store.read();
  const previousHash = current ? preferencesHash(current.content) : 'absent';
  requireExpected(options, current, previousHash);
  const target = await targetOf(store, options, current);
  const changes = comparePreferences(current?.content, target.content);
  await options.guard?.(changes);
  const before = { changes, previousVersion: current?.version, previousHash };
  if (options.dryRun || changes.length === 0) {
    return { ...before, version: current?.version };
  }
  requireRunning(options);
  options.onWrite?.();
  const version = await write(store, target, { latest, current });
  if (version === undefined) {
    return undefined;
  }
  await untilShown(store, version, options);
  return { ...before, version };
}

interface Target {
  content: SessionDocument;
  /** The version that has the content already. */
  version?: string;
}

async function targetOf(
  store: PreferencesStore,
  { target, documentName, region }: Options,
  current: PreferencesVersion | undefined,
): Promise<Target> {
  if ('inputs' in target) {
    return { content: changePreferences(current?.content, target.inputs) };
  }
  const { restoreVersion } = target;
  const earlier = current && (await store.read(restoreVersion));
  if (!earlier) {
    throw new NotFoundError(
      `${documentName} in ${region} has no version ${restoreVersion}. Nothing was done.`,
    );
  }
  // It is read as the agent would read it.
  changePreferences(earlier.content, {});
  return earlier;
}

/** Returns the new default version; undefined if others were faster. */
async function write(
  store: PreferencesStore,
  { content, version }: Target,
  seen: { latest?: string; current?: PreferencesVersion },
): Promise<string | undefined> {
  const { latest, current } = seen;
  try {
    if (latest === undefined || current === undefined) {
      return await store.create(content);
    }
    const next = version ?? (await store.add(content, latest));
    const now = await store.read();
    if (now?.version !== current.version) {
      return undefined;
    }
    await store.makeDefault(next);
    return next;
  } catch (error) {
    if (RACES.includes(awsCode(error))) {
      return undefined;
    }
    throw error;
  }
}

async function untilShown(
  store: PreferencesStore,
  version: string,
  { documentName, region }: Options,
): Promise<void> {
  const until = Date.now() + SHOWN_WITHIN_MS;
  for (let pause = 100; ; pause *= 2) {
    const shown = await store.read();
    if (shown?.version === version) {
      return;
    }
    if (Date.now() + pause > until) {
      throw new ServiceUnavailableError(
        `Version ${version} of ${documentName} in ${region} was made the default, but AWS shows version ${shown?.version}: others changed it at the same time, or AWS is late. Look again before you rely on it.`,
      );
    }
    await sleep(pause);
  }
}

function requireExpected(
  { expectedHash, documentName, region }: Options,
  current: PreferencesVersion | undefined,
  hash: string,
): void {
  if (expectedHash !== undefined && expectedHash !== hash) {
    throw new ConflictError(
      `${documentName} in ${region} is no longer what was looked at: ${
        current ? `version ${current.version} is the default` : 'it is gone'
      }. Nothing was done. Look at the difference again.`,
    );
  }
}

function requireRunning({ signal }: Options): void {
  if (signal?.aborted) {
    throw new CancelledError('Cancelled. Nothing was made the default.');
  }
}
