import { Memory } from 'backstage-plugin-session-manager-node';
import { ReadThrough } from './readThrough';
import { Freshness } from './freshness';

/** A memory that tells how old the oldest is that was recalled from it. */
export interface AgedMemory extends Memory {
  /** Milliseconds since the epoch. */
  oldest(): number;
}

/** The memory of one answer, in what all answers share. */
export function createMemory(
  parts: { readThrough: ReadThrough; freshness: Freshness },
  { fresh }: { fresh: boolean },
): AgedMemory {
  const { readThrough, freshness } = parts;
  let oldest = Date.now();
  return {
    async recall(key, load, isSettled, about) {
      const { value, readAt } = await readThrough.read(key, load, {
        about,
        fresh,
        keep: loaded =>
          isSettled(loaded) ? freshness.settled : freshness.unsettled,
      });
      oldest = Math.min(oldest, readAt);
      return value;
    },
    oldest: () => oldest,
  };
}
