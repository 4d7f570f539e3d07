import { mockServices } from '@backstage/backend-test-utils';
import { CacheService } from '@backstage/backend-plugin-api';
import { JsonValue } from '@backstage/types';
import { LastChange } from './ChangeMarks';
import { MIN_REFRESH_AGE } from './freshness';
import { createSharedReadCache, SETTLING } from './SharedReadCache';

const FIVE_MINUTES = 300_000;
const about = [{ what: 'role' as const, accountId: '111122223333' }];
const options = { about };

function memoryCache(): CacheService {
  const entries = new Map<string, JsonValue>();
  return mockServices.cache.mock({
    get: (async (key: string) => entries.get(key)) as CacheService['get'],
    set: async (key, value) => {
      entries.set(key, value);
    },
  });
}

/** A cache, with the last change. */
function parts(
  cache: CacheService,
  last: () => LastChange = () => ({ version: '' }),
) {
  return {
    cache,
    changeMarks: { last: async () => last() },
    freshness: { stable: FIVE_MINUTES, changing: 1_000 },
  };
}

describe('createSharedReadCache', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('reads once while the value is cached, and then again', async () => {
    const { getOrLoad } = createSharedReadCache(parts(memoryCache()));
    const load = jest.fn(async () => ['a']);

    await getOrLoad('key', load, options);
    jest.setSystemTime(FIVE_MINUTES - 1);
    expect(await getOrLoad('key', load, options)).toEqual({
      value: ['a'],
      readAt: 0,
    });
    expect(load).toHaveBeenCalledTimes(1);

    jest.setSystemTime(FIVE_MINUTES);
    expect(await getOrLoad('key', load, options)).toMatchObject({
      readAt: FIVE_MINUTES,
    });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('reads once for concurrent callers', async () => {
    const { getOrLoad } = createSharedReadCache(parts(memoryCache()));
    const load = jest.fn(async () => 'value');

    const readings = await Promise.all(
      Array.from({ length: 20 }, () => getOrLoad('key', load, options)),
    );

    expect(load).toHaveBeenCalledTimes(1);
    expect(new Set(readings.map(({ value }) => value))).toEqual(
      new Set(['value']),
    );
  });

  it('stores a value only as long as it is used', async () => {
    const cache = memoryCache();
    const { getOrLoad } = createSharedReadCache(parts(cache));

    await getOrLoad('text of a caller', async () => 'value', options);

    expect(cache.set).toHaveBeenCalledWith(
      'text of a caller',
      expect.anything(),
      { ttl: FIVE_MINUTES },
    );
  });

  it('separates keys', async () => {
    const { getOrLoad } = createSharedReadCache(parts(memoryCache()));

    await getOrLoad('one', async () => 1, options);

    expect(await getOrLoad('two', async () => 2, options)).toMatchObject({
      value: 2,
    });
  });

  it('reads again on request, but not a value that was read just before', async () => {
    const { getOrLoad } = createSharedReadCache(parts(memoryCache()));
    const load = jest.fn(async () => 'value');
    const fresh = { ...options, fresh: true };

    await getOrLoad('key', load, options);
    jest.setSystemTime(MIN_REFRESH_AGE - 1);
    await getOrLoad('key', load, fresh);
    expect(load).toHaveBeenCalledTimes(1);

    jest.setSystemTime(MIN_REFRESH_AGE);
    await getOrLoad('key', load, fresh);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('caches settled values longer than others', async () => {
    const { getOrLoad } = createSharedReadCache(parts(memoryCache()));
    const load = jest.fn(async () => 'fault');

    const isStable = (value: string) => value !== 'fault';
    await getOrLoad('key', load, { ...options, isStable });
    jest.setSystemTime(1_000);
    await getOrLoad('key', load, { ...options, keepFor: 2_000 });
    expect(load).toHaveBeenCalledTimes(2);

    jest.setSystemTime(2_999);
    await getOrLoad('key', load, options);
    expect(load).toHaveBeenCalledTimes(2);
    jest.setSystemTime(3_000);
    await getOrLoad('key', load, options);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('reports when the oldest value of a response was read', async () => {
    const cache = createSharedReadCache(parts(memoryCache()));
    await cache.getOrLoad('old', async () => 'value', options);
    jest.setSystemTime(MIN_REFRESH_AGE);

    const any = cache.forAnswer({ fresh: false });
    await any.getOrLoad('old', async () => 'newer', options);
    await any.getOrLoad('new', async () => 'value', options);
    const afresh = cache.forAnswer({ fresh: true });

    expect(any.oldest()).toBe(0);
    expect(await afresh.getOrLoad('old', async () => 'newer', options)).toBe(
      'newer',
    );
    expect(afresh.oldest()).toBe(MIN_REFRESH_AGE);
  });

  it('does not cache a failed read', async () => {
    const { getOrLoad } = createSharedReadCache(parts(memoryCache()));
    const load = jest.fn(async () => 'value');
    load.mockRejectedValueOnce(new Error('not now'));

    await expect(getOrLoad('key', load, options)).rejects.toThrow('not now');

    expect(await getOrLoad('key', load, options)).toMatchObject({
      value: 'value',
    });
  });

  describe('after a change', () => {
    let change: LastChange;
    const load = jest.fn(async () => Date.now());

    beforeEach(() => {
      change = { version: '' };
      load.mockClear();
    });

    const reader = () =>
      createSharedReadCache(parts(memoryCache(), () => change)).getOrLoad;

    it('reads again immediately', async () => {
      const getOrLoad = reader();
      await getOrLoad('key', load, options);

      change = { version: 'a', changedAt: 1 };
      jest.setSystemTime(2);

      expect(await getOrLoad('key', load, options)).toMatchObject({ value: 2 });
    });

    it('does not use a read that started before the change', async () => {
      const getOrLoad = reader();
      let answer: (value: string) => void = () => {};
      const before = getOrLoad(
        'key',
        () => new Promise<string>(resolve => (answer = resolve)),
        options,
      );
      await jest.advanceTimersByTimeAsync(0);

      change = { version: 'a', changedAt: 0 };
      const after = getOrLoad('key', async () => 'new', options);

      expect(await after).toMatchObject({ value: 'new' });
      answer('old');
      await before;
      // The read that ended last was cached, but must not be returned.
      expect(
        await getOrLoad('key', async () => 'newer', options),
      ).toMatchObject({
        value: 'newer',
      });
    });

    it('caches only briefly while AWS may still return the old state', async () => {
      const getOrLoad = reader();
      change = { version: 'a', changedAt: 0 };
      await getOrLoad('key', load, options);

      jest.setSystemTime(SETTLING.keep);
      await getOrLoad('key', load, options);
      expect(load).toHaveBeenCalledTimes(2);

      jest.setSystemTime(SETTLING.lasts);
      await getOrLoad('key', load, options);
      jest.setSystemTime(SETTLING.lasts + FIVE_MINUTES - 1);
      await getOrLoad('key', load, options);
      expect(load).toHaveBeenCalledTimes(3);
    });
  });
});
