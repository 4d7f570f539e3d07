import type { AwsCall } from './AwsCall';

/**
 * A call that the proxy received.
 *
 * @public
 */
export interface RecordedCall extends AwsCall {
  /**
   * Its position on the critical path: 1 if no call had ended before it began;
   * otherwise one more than the last call that had.
   */
  roundTrip: number;
  /**
   * When the call arrived and when its response was sent, in milliseconds of a
   * monotonic clock.
   */
  began: number;
  ended?: number;
}

/** Records calls until they are taken. */
export function journal() {
  let calls: RecordedCall[] = [];
  let ended = 0;
  return {
    /** Records the start of a call; returns a function to call when it ends. */
    begin(call: AwsCall): () => void {
      const recorded: RecordedCall = {
        ...call,
        roundTrip: ended + 1,
        began: performance.now(),
      };
      const current = calls;
      calls.push(recorded);
      return () => {
        recorded.ended = performance.now();
        if (current === calls) {
          ended = Math.max(ended, recorded.roundTrip);
        }
      };
    },
    /** Returns the calls since the last invocation. */
    take(): RecordedCall[] {
      const taken = calls;
      calls = [];
      ended = 0;
      return taken;
    },
  };
}
