import {
  createTaskCache,
  ReadCache,
} from 'backstage-plugin-session-manager-node';

const DAY = 24 * 60 * 60_000;

/**
 * A cache for what is the same in all accounts and hardly ever changes, such as
 * the policies of AWS: it is emptied once a day.
 */
export function createDailyCache(now: () => number = Date.now): ReadCache {
  let cache = createTaskCache();
  let since = now();
  return {
    getOrLoad(key, load, options) {
      if (now() - since >= DAY) {
        cache = createTaskCache();
        since = now();
      }
      return cache.getOrLoad(key, load, options);
    },
  };
}
