import { CacheService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonValue } from '@backstage/types';
import { HandoverSubject } from 'backstage-plugin-session-manager-common';
import { seal } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { useDatabases } from '../__testUtils__/databases';
import { createHandoverService } from './createHandoverService';

jest.setTimeout(120_000);

const ADA = 'user:default/ada';
const SECRET = 'Fjz3/sZfSvv78EXAMPLE';
const MINUTE_MS = 60_000;
const subject: HandoverSubject = {
  activationId: 'e488f2f6-e686-4afb-8a04-ef6df0000001',
  accountId: '111122223333',
  region: 'us-east-1',
  roleName: 'warehouse',
  instanceLimit: 5,
  activationExpiresAt: '2026-12-01T00:00:00.000Z',
};

/** A cache that replicas share. */
function sharedCache() {
  const entries = new Map<string, JsonValue>();
  const cache: CacheService = mockServices.cache.mock({
    get: (async (key: string) => entries.get(key)) as CacheService['get'],
    set: async (key, value) => {
      entries.set(key, value);
    },
    delete: async key => {
      entries.delete(key);
    },
  });
  return { cache, entries };
}

describe('handing over a secret', () => {
  const databases = useDatabases();

  describe.each(databases.ids)('%s', databaseId => {
    let knex: Knex;
    let time: number;
    let cache: CacheService;
    let entries: Map<string, JsonValue>;

    beforeAll(async () => {
      knex = await databases.migrated(databaseId);
    });

    beforeEach(async () => {
      await knex('handovers').delete();
      time = Date.now();
      ({ cache, entries } = sharedCache());
    });

    const replica = (ofCache = cache) =>
      createHandoverService({
        knex,
        cache: ofCache,
        limits: { handoversPerUser: 3 },
        now: () => new Date(time),
      });

    async function kept(recipient = ADA) {
      const { sealed, key } = seal(SECRET);
      const { id } = await replica().handOver({ subject, sealed }, recipient);
      return { id, key };
    }

    it('gives it to its recipient once', async () => {
      const { id, key } = await kept();
      expect(await replica().get(id, ADA)).toEqual({
        id,
        subject,
        state: 'waiting',
        expiresAt: new Date(time + 15 * MINUTE_MS).toISOString(),
      });

      expect(await replica().open(id, key, ADA)).toEqual({ secret: SECRET });

      time += MINUTE_MS;
      await expect(replica().open(id, key, ADA)).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringMatching(
          /^You opened it at 2.*It is no longer available/,
        ),
      });
      expect(await replica().get(id, ADA)).toMatchObject({
        state: 'opened',
        openedAt: new Date(time - MINUTE_MS).toISOString(),
      });
      expect(entries.size).toBe(0);
    });

    it('gives it once if several replicas are called concurrently', async () => {
      const { id, key } = await kept();

      const answers = await Promise.allSettled(
        Array.from({ length: 12 }, () => replica().open(id, key, ADA)),
      );

      expect(
        answers.filter(({ status }) => status === 'fulfilled'),
      ).toHaveLength(1);
    });

    it('refuses other users, and stays available', async () => {
      const { id, key } = await kept();

      for (const stranger of ['user:default/grace', 'user:other/ada']) {
        await expect(replica().open(id, key, stranger)).rejects.toMatchObject({
          name: 'NotAllowedError',
        });
        await expect(replica().get(id, stranger)).rejects.toMatchObject({
          name: 'NotAllowedError',
        });
      }
      expect(await replica().open(id, key, ADA)).toEqual({ secret: SECRET });
    });

    it('refuses another key, and stays available', async () => {
      const { id, key } = await kept();

      await expect(
        replica().open(id, seal(SECRET).key, ADA),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
      expect(await replica().open(id, key, ADA)).toEqual({ secret: SECRET });
    });

    it('enforces the limit per user across replicas', async () => {
      const answers = await Promise.allSettled(
        Array.from({ length: 8 }, () => kept()),
      );

      const refused = answers.filter(answer => answer.status === 'rejected');
      expect(refused).toHaveLength(5);
      expect(refused[0].reason).toMatchObject({
        name: 'LimitExceededError',
        statusCode: 429,
        message: expect.stringMatching(
          /limit of 3 activation codes.*15 minutes/,
        ),
      });
      // Nothing of what was refused is stored, and others have their own limit.
      expect(entries.size).toBe(3);
      expect(await knex('handovers')).toHaveLength(3);
      await kept('user:default/grace');

      time += 15 * MINUTE_MS;
      await kept();
    });

    it('expires after 15 minutes', async () => {
      const { id, key } = await kept();

      time += 15 * MINUTE_MS;

      await expect(replica().open(id, key, ADA)).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringMatching(/^It expired at/),
      });
      expect(await replica().get(id, ADA)).toMatchObject({ state: 'expired' });
    });

    it('does not find an unknown ID', async () => {
      await expect(
        replica().open('6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001', 'x', ADA),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('stays available after a call to a replica that does not have it', async () => {
      const { id, key } = await kept();
      const apart = replica(sharedCache().cache);

      await expect(apart.open(id, key, ADA)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('backend.cache'),
      });
      expect(await replica().open(id, key, ADA)).toEqual({ secret: SECRET });
    });

    it('fails if the cache does not store it', async () => {
      const forgetful = replica(mockServices.cache.mock());

      await expect(
        forgetful.handOver({ subject, sealed: seal(SECRET).sealed }, ADA),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      expect(await knex('handovers')).toEqual([]);
    });

    it('stores the secret nowhere, and the key nowhere in the portal’s own stores', async () => {
      const { id, key } = await kept();
      await replica().get(id, ADA);

      const places = JSON.stringify([[...entries], await knex('handovers')]);

      expect(places).toContain(id);
      expect(places).not.toContain(SECRET);
      expect(places).not.toContain(key);
    });

    it('deletes who opened what after 90 days', async () => {
      const { id } = await kept();
      time += 91 * 24 * 60 * MINUTE_MS;

      const other = await kept();

      expect(await knex('handovers').select('id')).toEqual([{ id: other.id }]);
      await expect(replica().get(id, ADA)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });
  });
});
