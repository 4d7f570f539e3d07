import { CacheService } from '@backstage/backend-plugin-api';
import { ReadCache, ReadOptions } from 'backstage-plugin-session-manager-node';
import { ChangeMarks, LastChange } from './ChangeMarks';
import { Freshness, MIN_REFRESH_AGE } from './freshness';

/** A value, and when it was read: milliseconds since the epoch. */
export interface Reading<T> {
  value: T;
  readAt: number;
}

/** How long a reading may be reused, and how old it may be. */
export interface SharedReadOptions<T> extends ReadOptions<T> {
  /** Do not use a reading older than {@link MIN_REFRESH_AGE}. */
  fresh?: boolean;
  /**
   * How long the value may be reused, in milliseconds. Default: according to
   * {@link Freshness}, by whether the value is settled.
   */
  keepFor?: number;
}

/**
 * IAM is eventually consistent: some seconds after a change it may still return
 * the previous state. For this time after a change, readings are cached only
 * briefly. In milliseconds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export const SETTLING = { lasts: 60_000, keep: 5_000 };

/**
 * What AWS returned, shared by all responses, and by replicas with one cache.
 */
export interface SharedReadCache {
  /** Loads what is not cached, once for concurrent callers. */
  getOrLoad<T>(
    key: string,
    load: () => Promise<T>,
    options: SharedReadOptions<T>,
  ): Promise<Reading<T>>;

  /** The same for one response, with the age of what it is based on. */
  forAnswer(options: { fresh: boolean }): AnswerCache;
}

/** The cache of one response, on top of the shared one. */
export interface AnswerCache extends ReadCache {
  /**
   * When the oldest value of the response was read, in milliseconds since the
   * epoch.
   */
  oldest(): number;
}

interface Entry<T> extends Reading<T> {
  /** Milliseconds since the epoch. */
  until: number;
  /** The changes that were recorded before it was read. */
  version: string;
}

/** A {@link SharedReadCache} that stores JSON values in Backstage's cache. */
export function createSharedReadCache(parts: {
  cache: CacheService;
  changeMarks: Pick<ChangeMarks, 'last'>;
  freshness: Freshness;
}): SharedReadCache {
  const { cache, changeMarks, freshness } = parts;
  const underWay = new Map<string, Promise<Reading<unknown>>>();

  function keptFor<T>(
    value: T,
    { isStable = () => true, keepFor }: SharedReadOptions<T>,
  ): number {
    return keepFor ?? (isStable(value) ? freshness.stable : freshness.changing);
  }

  async function lookUp<T>(
    key: string,
    load: () => Promise<T>,
    options: SharedReadOptions<T>,
    change: LastChange,
  ): Promise<Reading<T>> {
    const { fresh = false } = options;
    const { version } = change;
    const text = await cache.get<string>(key);
    const last: Entry<T> | undefined = text && JSON.parse(text);
    if (last && last.version === version && isUsable(last, fresh)) {
      return { value: last.value, readAt: last.readAt };
    }
    const readAt = Date.now();
    const value = await load();
    const kept = isSettling(change, readAt)
      ? Math.min(keptFor(value, options), SETTLING.keep)
      : keptFor(value, options);
    const entry: Entry<T> = { value, readAt, until: readAt + kept, version };
    // Callers choose keys, with which the cache would otherwise grow.
    await cache.set(key, JSON.stringify(entry), { ttl: kept });
    return { value, readAt };
  }

  const getOrLoad: SharedReadCache['getOrLoad'] = async <T>(
    key: string,
    load: () => Promise<T>,
    options: SharedReadOptions<T>,
  ) => {
    const change = await changeMarks.last(options.about);
    // A pending load that may return a cached value must not serve a fresh
    // request, nor must one from before a change.
    const shared = `${options.fresh ? 'fresh' : 'any'}:${change.version}:${key}`;
    const pending = underWay.get(shared) as Promise<Reading<T>> | undefined;
    if (pending) {
      return pending;
    }
    const started = lookUp(key, load, options, change).finally(() =>
      underWay.delete(shared),
    );
    underWay.set(shared, started);
    return started;
  };

  return {
    getOrLoad,

    forAnswer({ fresh }) {
      let oldest = Date.now();
      return {
        async getOrLoad(key, load, options) {
          const { value, readAt } = await getOrLoad(key, load, {
            ...options,
            fresh,
          });
          oldest = Math.min(oldest, readAt);
          return value;
        },
        oldest: () => oldest,
      };
    },
  };
}

function isUsable(entry: Entry<unknown>, fresh: boolean): boolean {
  const now = Date.now();
  return now < entry.until && (!fresh || now - entry.readAt < MIN_REFRESH_AGE);
}

/** Whether AWS may still return what was before a change, at a time. */
export function isSettling({ changedAt }: LastChange, now: number): boolean {
  return changedAt !== undefined && now - changedAt < SETTLING.lasts;
}
