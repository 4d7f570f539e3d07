import { randomUUID } from 'node:crypto';
import { CacheService } from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Handover } from 'backstage-plugin-session-manager-common';
import { LimitsConfig, unseal } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import { holdLock } from '../database/holdLock';
import { LimitExceededError } from '../limits/LimitExceededError';
import { reached, transact, withoutSqlInErrors } from '../database/transact';
import { HandoverService } from './HandoverService';
import {
  claimHandover,
  countHandovers,
  deleteOldHandovers,
  insertHandover,
  KnownHandover,
  readHandover,
} from './handoverRows';

const GONE =
  'It is gone: run the template again for another one, and delete this activation in AWS.';

const LIFETIME_MS = 15 * 60_000;
/** How long it can be told who got what. */
const REMEMBERED_MS = 90 * 86_400_000;

/**
 * What there is of a secret is in three places, and in none of them is it:
 * the sealed secret in the cache, the key in the link that its recipient has
 * (the results of a scaffolder task), and who may have it, and whether they
 * had, in the database, which settles it between replicas.
 */
export function createHandoverService(options: {
  knex: Knex;
  cache: CacheService;
  /** Of one person, in the time that a handover lasts. */
  limits: Pick<LimitsConfig, 'handoversPerUser'>;
  now?: () => Date;
}): HandoverService {
  const { knex, cache, limits, now = () => new Date() } = options;

  const findOwn = async (id: string, caller: string) => {
    const known = await reached(() => readHandover(knex, id));
    if (!known) {
      throw new NotFoundError('There is nothing to hand over by this link.');
    }
    if (known.recipient !== caller) {
      throw new NotAllowedError(
        'This is for whoever ran the template, and for nobody else.',
      );
    }
    return known;
  };

  const insertOnce = (known: KnownHandover, time: Date) =>
    transact(knex, async tx => {
      await holdLock(tx, `handovers:${known.recipient}`);
      await deleteOldHandovers(tx, new Date(time.getTime() - REMEMBERED_MS));
      await insertHandover(tx, known, time);
      const count = await countHandovers(tx, known.recipient, time);
      if (count > limits.handoversPerUser) {
        throw new LimitExceededError(
          `You have reached the limit of ${limits.handoversPerUser} activation codes at a time. Try again in 15 minutes.`,
        );
      }
    });

  return withoutSqlInErrors({
    async handOver({ subject, sealed }, recipient) {
      const time = now();
      const expiresAt = new Date(time.getTime() + LIFETIME_MS);
      const known = { id: randomUUID(), recipient, subject, expiresAt };
      await cache.set(cacheKey(known.id), sealed, { ttl: LIFETIME_MS });
      // A cache that cannot keep it says nothing of that.
      if ((await cache.get(cacheKey(known.id))) !== sealed) {
        throw new ServiceUnavailableError(
          'The portal’s cache does not keep the code: see backend.cache in its configuration.',
        );
      }
      try {
        await insertOnce(known, time);
      } catch (error) {
        await cache.delete(cacheKey(known.id));
        throw error;
      }
      return handoverOf(known, time);
    },

    async get(id, caller) {
      return handoverOf(await findOwn(id, caller), now());
    },

    async open(id, key, caller) {
      const known = await findOwn(id, caller);
      refuseWhereGone(known, now());
      const sealed = await cache.get<string>(cacheKey(id));
      if (sealed === undefined) {
        throw new ServiceUnavailableError(
          'This replica of the portal does not have it: try again. With several replicas, the portal needs a cache that they share (backend.cache).',
        );
      }
      const secret = unseal({ sealed, key });
      const isClaimed = await reached(() => claimHandover(knex, known, now()));
      if (!isClaimed) {
        refuseWhereGone(await findOwn(id, caller), now());
        throw new NotFoundError(GONE);
      }
      await cache.delete(cacheKey(id));
      return { secret };
    },
  });
}

function refuseWhereGone(known: KnownHandover, now: Date): void {
  const { state, openedAt, expiresAt } = handoverOf(known, now);
  if (state === 'opened') {
    throw new NotFoundError(`You opened it at ${openedAt}. ${GONE}`);
  }
  if (state === 'expired') {
    throw new NotFoundError(`It could be opened until ${expiresAt}. ${GONE}`);
  }
}

function handoverOf(
  { id, subject, expiresAt, openedAt }: KnownHandover,
  now: Date,
): Handover {
  const unopened = expiresAt > now ? 'waiting' : 'expired';
  return {
    id,
    subject,
    state: openedAt ? 'opened' : unopened,
    expiresAt: expiresAt.toISOString(),
    ...(openedAt ? { openedAt: openedAt.toISOString() } : {}),
  };
}

function cacheKey(id: string): string {
  return `handover:${id}`;
}
