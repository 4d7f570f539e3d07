import { createTaskCache } from './ReadCache';

const about = { about: [] };

describe('createTaskCache', () => {
  it('loads a key once, also for concurrent callers', async () => {
    const cache = createTaskCache();
    const load = jest.fn(async () => 'value');

    expect(
      await Promise.all([
        cache.getOrLoad('a', load, about),
        cache.getOrLoad('a', load, about),
      ]),
    ).toEqual(['value', 'value']);
    expect(await cache.getOrLoad('a', load, about)).toBe('value');
    expect(load).toHaveBeenCalledTimes(1);

    expect(await cache.getOrLoad('b', async () => 'other', about)).toBe(
      'other',
    );
  });

  it('retries after a failed load', async () => {
    const cache = createTaskCache();
    const load = jest.fn(async () => 'value');
    load.mockRejectedValueOnce(new Error('not now'));

    await expect(cache.getOrLoad('a', load, about)).rejects.toThrow('not now');
    expect(await cache.getOrLoad('a', load, about)).toBe('value');
  });
});
