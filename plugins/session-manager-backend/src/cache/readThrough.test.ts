import { mockServices } from '@backstage/backend-test-utils';
import { CacheService } from '@backstage/backend-plugin-api';
import { JsonValue } from '@backstage/types';
import { LastChange } from './ChangeMarks';
import { createReadThrough, SETTLED_AFTER, SETTLING } from './readThrough';

const FIVE_MINUTES = 300_000;
const about = [{ what: 'role' as const, accountId: '111122223333' }];
const options = { about, fresh: false, keep: () => FIVE_MINUTES };

function memoryCache(): CacheService {
  const entries = new Map<string, JsonValue>();
  return mockServices.cache.mock({
    get: (async (key: string) => entries.get(key)) as CacheService['get'],
    set: async (key, value) => {
      entries.set(key, value);
    },
  });
}

/** A cache, beside what was changed last. */
function parts(
  cache: CacheService,
  last: () => LastChange = () => ({ version: '' }),
) {
  return { cache, changeMarks: { last: async () => last() } };
}

describe('createReadThrough', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('reads once as long as the value is kept, and then again', async () => {
    const { read } = createReadThrough(parts(memoryCache()));
    const load = jest.fn(async () => ['a']);

    await read('key', load, options);
    jest.setSystemTime(FIVE_MINUTES - 1);
    expect(await read('key', load, options)).toEqual({
      value: ['a'],
      readAt: 0,
    });
    expect(load).toHaveBeenCalledTimes(1);

    jest.setSystemTime(FIVE_MINUTES);
    expect(await read('key', load, options)).toMatchObject({
      readAt: FIVE_MINUTES,
    });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('reads once for all who ask at the same time', async () => {
    const { read } = createReadThrough(parts(memoryCache()));
    const load = jest.fn(async () => 'value');

    const readings = await Promise.all(
      Array.from({ length: 20 }, () => read('key', load, options)),
    );

    expect(load).toHaveBeenCalledTimes(1);
    expect(new Set(readings.map(({ value }) => value))).toEqual(
      new Set(['value']),
    );
  });

  it('remembers for the next reading, unless it is not to', async () => {
    const cache = memoryCache();
    const { read } = createReadThrough(parts(cache));
    const load = async () => 'value';

    await read('role', load, options);
    await read('text of a caller', load, { ...options, forget: true });

    expect(cache.set).toHaveBeenCalledWith('role', expect.anything(), {
      ttl: { days: 1 },
    });
    expect(cache.set).toHaveBeenCalledWith(
      'text of a caller',
      expect.anything(),
      { ttl: FIVE_MINUTES },
    );
  });

  it('keeps different keys apart', async () => {
    const { read } = createReadThrough(parts(memoryCache()));

    await read('one', async () => 1, options);

    expect(await read('two', async () => 2, options)).toMatchObject({
      value: 2,
    });
  });

  it('reads afresh on demand, but not what was read a moment ago', async () => {
    const { read } = createReadThrough(parts(memoryCache()));
    const load = jest.fn(async () => 'value');
    const fresh = { ...options, fresh: true };

    await read('key', load, options);
    jest.setSystemTime(SETTLED_AFTER - 1);
    await read('key', load, fresh);
    expect(load).toHaveBeenCalledTimes(1);

    jest.setSystemTime(SETTLED_AFTER);
    await read('key', load, fresh);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps each value as long as it deserves', async () => {
    const { read } = createReadThrough(parts(memoryCache()));
    const load = jest.fn(async () => 'fault');

    await read('key', load, { ...options, keep: () => 1_000 });
    jest.setSystemTime(1_000);
    await read('key', load, options);

    expect(load).toHaveBeenCalledTimes(2);
  });

  it('hands the last value to the next read', async () => {
    const { read } = createReadThrough(parts(memoryCache()));
    const load = async (last = 0) => last + 1;

    await read('key', load, options);
    jest.setSystemTime(FIVE_MINUTES);

    expect(await read('key', load, options)).toMatchObject({ value: 2 });
  });

  it('forgets a read that failed', async () => {
    const { read } = createReadThrough(parts(memoryCache()));
    const load = jest.fn(async () => 'value');
    load.mockRejectedValueOnce(new Error('not now'));

    await expect(read('key', load, options)).rejects.toThrow('not now');

    expect(await read('key', load, options)).toMatchObject({ value: 'value' });
  });

  describe('after a change', () => {
    let change: LastChange;
    const load = jest.fn(async () => Date.now());

    beforeEach(() => {
      change = { version: '' };
      load.mockClear();
    });

    const reader = () =>
      createReadThrough(parts(memoryCache(), () => change)).read;

    it('reads again at once', async () => {
      const read = reader();
      await read('key', load, options);

      change = { version: 'a', changedAt: 1 };
      jest.setSystemTime(2);

      expect(await read('key', load, options)).toMatchObject({ value: 2 });
    });

    it('does not take what is being read from before it', async () => {
      const read = reader();
      let answer: (value: string) => void = () => {};
      const before = read(
        'key',
        () => new Promise<string>(resolve => (answer = resolve)),
        options,
      );
      await jest.advanceTimersByTimeAsync(0);

      change = { version: 'a', changedAt: 0 };
      const after = read('key', async () => 'new', options);

      expect(await after).toMatchObject({ value: 'new' });
      answer('old');
      await before;
      // What ended last was put into the cache, but is not given to anyone.
      expect(await read('key', async () => 'newer', options)).toMatchObject({
        value: 'newer',
      });
    });

    it('keeps nothing for long as long as AWS may say what was', async () => {
      const read = reader();
      change = { version: 'a', changedAt: 0 };
      await read('key', load, options);

      jest.setSystemTime(SETTLING.keep);
      await read('key', load, options);
      expect(load).toHaveBeenCalledTimes(2);

      jest.setSystemTime(SETTLING.lasts);
      await read('key', load, options);
      jest.setSystemTime(SETTLING.lasts + FIVE_MINUTES - 1);
      await read('key', load, options);
      expect(load).toHaveBeenCalledTimes(3);
    });
  });
});
