import { CacheService } from '@backstage/backend-plugin-api';

/** A value, and when it was read: milliseconds since the epoch. */
export interface Reading<T> {
  value: T;
  readAt: number;
}

export interface ReadOptions<T> {
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
}

/** A {@link ReadThrough} that keeps JSON values in Backstage's cache. */
export function createReadThrough(cache: CacheService): ReadThrough {
  const underWay = new Map<string, Promise<Reading<unknown>>>();

  async function lookUp<T>(
    key: string,
    load: (last: T | undefined) => Promise<T>,
    { fresh, keep, forget }: ReadOptions<T>,
  ): Promise<Reading<T>> {
    const text = await cache.get<string>(key);
    const last: Entry<T> | undefined = text && JSON.parse(text);
    if (last && isUsable(last, fresh)) {
      return { value: last.value, readAt: last.readAt };
    }
    const readAt = Date.now();
    const value = await load(last?.value);
    const kept = keep(value);
    const entry: Entry<T> = { value, readAt, until: readAt + kept };
    await cache.set(key, JSON.stringify(entry), {
      ttl: forget ? kept : REMEMBERED,
    });
    return { value, readAt };
  }

  return {
    read<T>(
      key: string,
      load: (last: T | undefined) => Promise<T>,
      options: ReadOptions<T>,
    ) {
      // A look-up that may end in the cache is not what asks afresh.
      const shared = `${options.fresh ? 'fresh' : 'any'}:${key}`;
      const pending = underWay.get(shared) as Promise<Reading<T>> | undefined;
      if (pending) {
        return pending;
      }
      const started = lookUp(key, load, options).finally(() =>
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
