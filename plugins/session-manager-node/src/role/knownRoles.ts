import { CacheService } from '@backstage/backend-plugin-api';

/**
 * The roles that are known to exist: a hint, so it may be wrong and may forget.
 *
 * @public
 */
export interface KnownRoles {
  has(roleArn: string): Promise<boolean>;
  add(roleArn: string): Promise<void>;
  forget(roleArn: string): Promise<void>;
}

/**
 * Known roles in Backstage's cache: of one process where that is in memory,
 * of all replicas where it is Redis or the like. A cache that fails knows
 * nothing.
 *
 * @public
 */
export function knownRolesIn(cache: CacheService): KnownRoles {
  const entries = cache.withOptions({ defaultTtl: { days: 30 } });
  return {
    has: async arn => (await entries.get(arn).catch(() => undefined)) === true,
    add: arn => entries.set(arn, true).catch(() => undefined),
    forget: arn => entries.delete(arn).catch(() => undefined),
  };
}
