import { CacheService } from '@backstage/backend-plugin-api';

/**
 * The roles that are known to exist: a hint that can be wrong or incomplete.
 *
 * @public
 */
export interface KnownRoles {
  has(roleArn: string): Promise<boolean>;
  add(roleArn: string): Promise<void>;
  forget(roleArn: string): Promise<void>;
}

/**
 * Stores known roles in Backstage's cache: per process if the cache is in
 * memory, shared by all replicas with Redis or similar. If the cache fails, no
 * role is known.
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
