import type { AwsCall } from './AwsCall';

/**
 * A call that the proxy saw.
 *
 * @public
 */
export interface SeenCall extends AwsCall {
  /**
   * Its place on the critical path: 1 where no call had ended before it began;
   * else one more than the last that had.
   */
  roundTrip: number;
  /** When it came, and when its answer went: milliseconds since some moment. */
  began: number;
  ended?: number;
}

/** Keeps what comes by, until it is looked at. */
export function journal() {
  let calls: SeenCall[] = [];
  let ended = 0;
  return {
    /** Notes a call that begins; gives what to do when it ends. */
    begin(call: AwsCall): () => void {
      const seen: SeenCall = {
        ...call,
        roundTrip: ended + 1,
        began: performance.now(),
      };
      const current = calls;
      calls.push(seen);
      return () => {
        seen.ended = performance.now();
        if (current === calls) {
          ended = Math.max(ended, seen.roundTrip);
        }
      };
    },
    /** The calls since the last look. */
    take(): SeenCall[] {
      const seen = calls;
      calls = [];
      ended = 0;
      return seen;
    },
  };
}
