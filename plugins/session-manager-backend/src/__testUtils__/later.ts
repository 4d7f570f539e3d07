/**
 * Moves the clock forward by some minutes, except for timers, so code that
 * waits in real time continues. End with `jest.useRealTimers()`.
 */
export function later(minutes: number): void {
  jest.useFakeTimers({
    now: Date.now() + minutes * 60_000,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'setInterval',
      'setTimeout',
      'clearImmediate',
      'clearInterval',
      'clearTimeout',
    ],
  });
}
