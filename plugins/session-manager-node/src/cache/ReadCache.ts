import {
  parseArn,
  ReadingSubject,
} from 'backstage-plugin-session-manager-common';
import { remembered } from './remembered';

/**
 * How long a cached value may be used.
 *
 * @public
 */
export interface ReadOptions<T> {
  /**
   * Subjects of the value: when the portal changes one of them, the value is
   * stale.
   */
  about: readonly ReadingSubject[];
  /**
   * Whether the value is stable until someone changes it. A value that is not,
   * such as a refusal, is reloaded sooner. Default: it is.
   */
  isStable?(value: T): boolean;
}

/**
 * Caches answers of AWS.
 *
 * @public
 */
export interface ReadCache {
  /** Returns the value cached under a key, otherwise loads it. */
  getOrLoad<T>(
    key: string,
    load: () => Promise<T>,
    options: ReadOptions<T>,
  ): Promise<T>;
}

/**
 * A cache without expiry for the duration of one task, so that each value is
 * read from AWS once.
 *
 * @public
 */
export function createTaskCache(): ReadCache {
  const known = new Map<string, Promise<unknown>>();
  return {
    getOrLoad: <T>(key: string, load: () => Promise<T>) =>
      remembered(known, key, load) as Promise<T>,
  };
}

/** A role as the subject of a cached value. */
export function roleSubject(roleArn: string): ReadingSubject {
  return {
    what: 'role',
    accountId: parseArn(roleArn)?.accountId,
    roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1),
  };
}
