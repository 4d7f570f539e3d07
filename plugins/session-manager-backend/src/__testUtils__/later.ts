/**
 * Lets the clock stand so many minutes later, for all but timers: what waits
 * in real time goes on. Ends with `jest.useRealTimers()`.
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
