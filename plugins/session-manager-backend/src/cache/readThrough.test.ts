import { mockServices } from '@backstage/backend-test-utils';
import { CacheService } from '@backstage/backend-plugin-api';
import { JsonValue } from '@backstage/types';
import { createReadThrough, SETTLED_AFTER } from './readThrough';

const FIVE_MINUTES = 300_000;
const options = { fresh: false, keep: () => FIVE_MINUTES };

function memoryCache(): CacheService {
  const entries = new Map<string, JsonValue>();
  return mockServices.cache.mock({
    get: (async (key: string) => entries.get(key)) as CacheService['get'],
    set: async (key, value) => {
      entries.set(key, value);
    },
  });
}

describe('createReadThrough', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('reads once as long as the value is kept, and then again', async () => {
    const { read } = createReadThrough(memoryCache());
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
    const { read } = createReadThrough(memoryCache());
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
    const { read } = createReadThrough(cache);
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
    const { read } = createReadThrough(memoryCache());

    await read('one', async () => 1, options);

    expect(await read('two', async () => 2, options)).toMatchObject({
      value: 2,
    });
  });

  it('reads afresh on demand, but not what was read a moment ago', async () => {
    const { read } = createReadThrough(memoryCache());
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
    const { read } = createReadThrough(memoryCache());
    const load = jest.fn(async () => 'fault');

    await read('key', load, { ...options, keep: () => 1_000 });
    jest.setSystemTime(1_000);
    await read('key', load, options);

    expect(load).toHaveBeenCalledTimes(2);
  });

  it('hands the last value to the next read', async () => {
    const { read } = createReadThrough(memoryCache());
    const load = async (last = 0) => last + 1;

    await read('key', load, options);
    jest.setSystemTime(FIVE_MINUTES);

    expect(await read('key', load, options)).toMatchObject({ value: 2 });
  });

  it('forgets a read that failed', async () => {
    const { read } = createReadThrough(memoryCache());
    const load = jest.fn(async () => 'value');
    load.mockRejectedValueOnce(new Error('not now'));

    await expect(read('key', load, options)).rejects.toThrow('not now');

    expect(await read('key', load, options)).toMatchObject({ value: 'value' });
  });
});
