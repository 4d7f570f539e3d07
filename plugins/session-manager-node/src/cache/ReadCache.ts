import {
  parseArn,
  ReadingSubject,
} from 'backstage-plugin-session-manager-common';
import { remembered } from './remembered';

/**
 * How long what was read may be given to others.
 *
 * @public
 */
export interface ReadOptions<T> {
  /** What it is about: once the portal has changed that, it is old. */
  about: readonly ReadingSubject[];
  /**
   * Whether a value stays as it is until someone changes it: what does not,
   * such as a refusal, is read again sooner. Default: it does.
   */
  isSettled?(value: T): boolean;
}

/**
 * What AWS said, for those who ask again.
 *
 * @public
 */
export interface ReadCache {
  /** What is cached under a key, or else what is loaded now. */
  getOrLoad<T>(
    key: string,
    load: () => Promise<T>,
    options: ReadOptions<T>,
  ): Promise<T>;
}

/**
 * Keeps everything for as long as it is held: what goes on in one task asks
 * AWS once.
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

/** A role as the subject of a reading. */
export function roleSubject(roleArn: string): ReadingSubject {
  return {
    what: 'role',
    accountId: parseArn(roleArn)?.accountId,
    roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1),
  };
}
