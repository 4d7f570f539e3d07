import { CacheService } from '@backstage/backend-plugin-api';
import { ReadingSubject } from 'backstage-plugin-session-manager-common';
import { ChangeMarks, LastChange } from './ChangeMarks';

/** A value, and when it was read: milliseconds since the epoch. */
export interface Reading<T> {
  value: T;
  readAt: number;
}

export interface ReadOptions<T> {
  /** What it is about: once the portal has changed that, it is read again. */
  about: readonly ReadingSubject[];
  /** Do with nothing older than {@link SETTLED_AFTER}. */
  fresh: boolean;
  /** How long the value may be given to others, in milliseconds. */
  keep(value: T): number;
  /**
   * Not to remember the value after that: where callers make up the keys, the
   * cache would grow with all that they ever asked.
   */
  forget?: boolean;
}

/**
 * How old a reading is before it is read again on demand, in milliseconds: what
 * callers can make the backend ask of AWS is bounded by it.
 */
export const SETTLED_AFTER = 10_000;

/**
 * IAM and the services that ask it see a change some seconds late, and now and
 * then still what was there before: in this time after a change nothing is
 * kept for longer than that takes, in milliseconds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export const SETTLING = { lasts: 60_000, keep: 5_000 };

/** How long a reading is remembered for the one that comes after it. */
const REMEMBERED = { days: 1 };

/** Reads what is not in the cache, once for all who ask at the same time. */
export interface ReadThrough {
  read<T>(
    key: string,
    /** Gets the last value, where there is one; it is too old to be used. */
    load: (last: T | undefined) => Promise<T>,
    options: ReadOptions<T>,
  ): Promise<Reading<T>>;
}

interface Entry<T> extends Reading<T> {
  /** Milliseconds since the epoch. */
  until: number;
  /** Of what was changed before it was read. */
  version: string;
}

/** A {@link ReadThrough} that keeps JSON values in Backstage's cache. */
export function createReadThrough(parts: {
  cache: CacheService;
  changeMarks: Pick<ChangeMarks, 'last'>;
}): ReadThrough {
  const { cache, changeMarks } = parts;
  const underWay = new Map<string, Promise<Reading<unknown>>>();

  async function lookUp<T>(
    key: string,
    load: (last: T | undefined) => Promise<T>,
    { fresh, keep, forget }: ReadOptions<T>,
    change: LastChange,
  ): Promise<Reading<T>> {
    const { version } = change;
    const text = await cache.get<string>(key);
    const last: Entry<T> | undefined = text && JSON.parse(text);
    if (last && last.version === version && isUsable(last, fresh)) {
      return { value: last.value, readAt: last.readAt };
    }
    const readAt = Date.now();
    const value = await load(last?.value);
    const kept = isSettling(change, readAt)
      ? Math.min(keep(value), SETTLING.keep)
      : keep(value);
    const entry: Entry<T> = { value, readAt, until: readAt + kept, version };
    await cache.set(key, JSON.stringify(entry), {
      ttl: forget ? kept : REMEMBERED,
    });
    return { value, readAt };
  }

  return {
    async read<T>(
      key: string,
      load: (last: T | undefined) => Promise<T>,
      options: ReadOptions<T>,
    ) {
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
