import { CacheService } from '@backstage/backend-plugin-api';
import { ReadCache, ReadOptions } from 'backstage-plugin-session-manager-node';
import { ChangeMarks, LastChange } from './ChangeMarks';
import { Freshness, SETTLED_AFTER } from './freshness';

/** A value, and when it was read: milliseconds since the epoch. */
export interface Reading<T> {
  value: T;
  readAt: number;
}

/** How long a reading may be given to others, and how old it may be. */
export interface SharedReadOptions<T> extends ReadOptions<T> {
  /** Do with nothing older than {@link SETTLED_AFTER}. */
  fresh?: boolean;
  /**
   * How long the value may be given to others, in milliseconds. Default: as
   * {@link Freshness} has it for what is settled, or is not.
   */
  keepFor?: number;
  /**
   * Not to remember the value after that: where callers make up the keys, the
   * cache would grow with all that they ever asked.
   */
  forget?: boolean;
}

/**
 * IAM and the services that ask it see a change some seconds late, and now and
 * then still what was there before: in this time after a change nothing is
 * kept for longer than that takes, in milliseconds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export const SETTLING = { lasts: 60_000, keep: 5_000 };

/** How long a reading is remembered for the one that comes after it. */
const REMEMBERED = { days: 1 };

/** What AWS said, for all answers, and on all replicas that share a cache. */
export interface SharedReadCache {
  /** Loads what is not in the cache, once for all who ask at the same time. */
  getOrLoad<T>(
    key: string,
    /** Gets the last value, where there is one; it is too old to be used. */
    load: (last: T | undefined) => Promise<T>,
    options: SharedReadOptions<T>,
  ): Promise<Reading<T>>;

  /** The same for one answer, which tells how old it is. */
  forAnswer(options: { fresh: boolean }): AnswerCache;
}

/** The cache of one answer, in what all answers share. */
export interface AnswerCache extends ReadCache {
  /**
   * When the oldest was read that the answer is made of, in milliseconds since
   * the epoch.
   */
  oldest(): number;
}

interface Entry<T> extends Reading<T> {
  /** Milliseconds since the epoch. */
  until: number;
  /** Of what was changed before it was read. */
  version: string;
}

/** A {@link SharedReadCache} that keeps JSON values in Backstage's cache. */
export function createSharedReadCache(parts: {
  cache: CacheService;
  changeMarks: Pick<ChangeMarks, 'last'>;
  freshness: Freshness;
}): SharedReadCache {
  const { cache, changeMarks, freshness } = parts;
  const underWay = new Map<string, Promise<Reading<unknown>>>();

  function keptFor<T>(
    value: T,
    { isSettled = () => true, keepFor }: SharedReadOptions<T>,
  ): number {
    return (
      keepFor ?? (isSettled(value) ? freshness.settled : freshness.unsettled)
    );
  }

  async function lookUp<T>(
    key: string,
    load: (last: T | undefined) => Promise<T>,
    options: SharedReadOptions<T>,
    change: LastChange,
  ): Promise<Reading<T>> {
    const { fresh = false, forget } = options;
    const { version } = change;
    const text = await cache.get<string>(key);
    const last: Entry<T> | undefined = text && JSON.parse(text);
    if (last && last.version === version && isUsable(last, fresh)) {
      return { value: last.value, readAt: last.readAt };
    }
    const readAt = Date.now();
    const value = await load(last?.value);
    const kept = isSettling(change, readAt)
      ? Math.min(keptFor(value, options), SETTLING.keep)
      : keptFor(value, options);
    const entry: Entry<T> = { value, readAt, until: readAt + kept, version };
    await cache.set(key, JSON.stringify(entry), {
      ttl: forget ? kept : REMEMBERED,
    });
    return { value, readAt };
  }

  const getOrLoad: SharedReadCache['getOrLoad'] = async <T>(
    key: string,
    load: (last: T | undefined) => Promise<T>,
    options: SharedReadOptions<T>,
  ) => {
    const change = await changeMarks.last(options.about);
    // A look-up that may end in the cache is not what asks afresh, nor is one
    // from before a change.
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
  return now < entry.until && (!fresh || now - entry.readAt < SETTLED_AFTER);
}

function isSettling({ changedAt }: LastChange, now: number): boolean {
  return changedAt !== undefined && now - changedAt < SETTLING.lasts;
}
