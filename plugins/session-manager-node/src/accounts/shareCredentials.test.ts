import { shareCredentials } from './shareCredentials';

describe('the credentials of an account', () => {
  const now = new Date('2026-12-01T00:00:00Z').getTime();
  let loaded: number;
  const load = jest.fn(async () => {
    loaded += 1;
    return {
      accessKeyId: `key-${loaded}`,
      secretAccessKey: 'secret',
      expiration: new Date(Date.now() + 60 * 60_000),
    };
  });
  const keys = async (provider: ReturnType<typeof shareCredentials>) =>
    (await Promise.all([provider(), provider()])).map(
      ({ accessKeyId }) => accessKeyId,
    );

  beforeEach(() => {
    loaded = 0;
    jest.useFakeTimers({ now, advanceTimers: true });
  });

  afterEach(() => jest.useRealTimers());

  it('are obtained once for all clients, and again before they end', async () => {
    const provider = shareCredentials(load);

    expect(await keys(provider)).toEqual(['key-1', 'key-1']);
    jest.setSystemTime(now + 54 * 60_000);
    expect(await keys(provider)).toEqual(['key-1', 'key-1']);
    jest.setSystemTime(now + 56 * 60_000);
    expect(await keys(provider)).toEqual(['key-2', 'key-2']);
  });

  it('are asked for again after a failure', async () => {
    load.mockRejectedValueOnce(new Error('throttled'));
    const provider = shareCredentials(load);

    await expect(provider()).rejects.toThrow('throttled');
    expect(await keys(provider)).toEqual(['key-1', 'key-1']);
  });
});
