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
import {
  withDatabaseErrors,
  transact,
  withRedactedErrors,
} from '../database/transact';
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
  'It is no longer available. Run the template again to create a new one, and delete this activation in AWS.';

const LIFETIME_MS = 15 * 60_000;
/** How long the record of who opened what is kept. */
const REMEMBERED_MS = 90 * 86_400_000;

/**
 * The parts of a secret are in three places, none of which reveals it: the
 * sealed secret in the cache, the key in the link that its recipient has (in
 * the results of a scaffolder task), and the recipient and whether they opened
 * it in the database, which also ensures that only one replica hands it over.
 */
export function createHandoverService(options: {
  knex: Knex;
  cache: CacheService;
  /** The limit of one user, within the lifetime of a handover. */
  limits: Pick<LimitsConfig, 'handoversPerUser'>;
  now?: () => Date;
}): HandoverService {
  const { knex, cache, limits, now = () => new Date() } = options;

  const findOwn = async (id: string, caller: string) => {
    const known = await withDatabaseErrors(() => readHandover(knex, id));
    if (!known) {
      throw new NotFoundError('There is no activation code for this link.');
    }
    if (known.recipient !== caller) {
      throw new NotAllowedError(
        'Only the user who ran the template can open this.',
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

  return withRedactedErrors({
    async handOver({ subject, sealed }, recipient) {
      const time = now();
      const expiresAt = new Date(time.getTime() + LIFETIME_MS);
      const known = { id: randomUUID(), recipient, subject, expiresAt };
      await cache.set(cacheKey(known.id), sealed, { ttl: LIFETIME_MS });
      // A cache that fails to store a value does not report it.
      if ((await cache.get(cacheKey(known.id))) !== sealed) {
        throw new ServiceUnavailableError(
          'The portal’s cache did not store the code. Check backend.cache in the portal’s configuration.',
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
          'This replica of the portal does not have the code. Try again. If the portal has several replicas, configure a cache that they share (backend.cache).',
        );
      }
      const secret = unseal({ sealed, key });
      const isClaimed = await withDatabaseErrors(() =>
        claimHandover(knex, known, now()),
      );
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
    throw new NotFoundError(`It expired at ${expiresAt}. ${GONE}`);
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
