import {
  parseArn,
  ReadingSubject,
} from 'backstage-plugin-session-manager-common';

/**
 * Keeps what AWS said for those who ask again. What is not settled, such as a
 * refusal, is asked for sooner.
 *
 * @public
 */
export interface Memory {
  recall<T>(
    key: string,
    load: () => Promise<T>,
    isSettled: (value: T) => boolean,
    /** What it is about: once the portal has changed that, it is old. */
    about: readonly ReadingSubject[],
  ): Promise<T>;
}

/**
 * Keeps nothing: AWS is asked each time.
 *
 * @public
 */
export const noMemory: Memory = { recall: (_, load) => load() };

/**
 * Keeps everything for as long as it is held: what goes on in one task asks
 * AWS once.
 *
 * @public
 */
export function taskMemory(): Memory {
  const known = new Map<string, Promise<unknown>>();
  return {
    recall<T>(key: string, load: () => Promise<T>) {
      const kept = known.get(key) as Promise<T> | undefined;
      const loaded = kept ?? load();
      known.set(key, loaded);
      return loaded;
    },
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
