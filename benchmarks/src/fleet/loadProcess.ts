// Sends requests from a process of its own, so that the portal's is not slowed
// down by it.
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerParent } from './ask';

/** Requests of one kind. */
export interface Requests {
  /** One after the other, again and again. */
  urls: readonly string[];
  authorization: string;
}

/** How long requests took, in milliseconds. */
export interface Latencies {
  p50: number;
  p99: number;
  /** Requests that did not succeed within {@link LONGEST_MS}. */
  failed: number;
  /** The responses in a second. */
  perSecond: number;
}

const LONGEST_MS = 20_000;
const TICK_MS = 1;

const agent = new Agent({ keepAlive: true, maxSockets: 500 });

/** Resolves when the response is complete, with whether it succeeded. */
function send(url: string, authorization: string): Promise<boolean> {
  return new Promise(resolve => {
    const request = get(
      url,
      { agent, headers: { authorization }, timeout: LONGEST_MS },
      response => {
        response.once('close', () =>
          resolve(response.complete && response.statusCode === 200),
        );
        response.resume();
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

function latencies(
  milliseconds: number[],
  failed: number,
  seconds: number,
): Latencies {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
  return {
    p50: at(0.5),
    p99: at(0.99),
    failed,
    perSecond: (sorted.length - failed) / seconds,
  };
}

const questions = {
  /**
   * Sends requests at fixed times, whether earlier ones were answered or not. A
   * request takes from the time at which it was to be sent, so that a portal
   * that is late does not hide it.
   */
  async atRate(
    { urls, authorization }: Requests,
    { rate, seconds }: { rate: number; seconds: number },
  ): Promise<Latencies> {
    const count = rate * seconds;
    const began = performance.now();
    const dueAt = (n: number) => began + n * (1000 / rate);
    const timed = async (n: number) => {
      const ok = await send(urls[n % urls.length], authorization);
      return { ok, milliseconds: performance.now() - dueAt(n) };
    };
    const open: ReturnType<typeof timed>[] = [];
    while (open.length < count) {
      while (open.length < count && dueAt(open.length) <= performance.now()) {
        open.push(timed(open.length));
      }
      await sleep(TICK_MS);
    }
    const answered = await Promise.all(open);
    return latencies(
      answered.map(({ milliseconds }) => milliseconds),
      answered.filter(({ ok }) => !ok).length,
      (performance.now() - began) / 1000,
    );
  },

  /** Sends one request after the other. */
  async inTurn(
    { urls, authorization }: Requests,
    count: number,
  ): Promise<{ milliseconds: number[]; failed: number }> {
    const milliseconds: number[] = [];
    let failed = 0;
    for (let n = 0; n < count; n++) {
      const began = performance.now();
      failed += (await send(urls[n % urls.length], authorization)) ? 0 : 1;
      milliseconds.push(performance.now() - began);
    }
    return { milliseconds, failed };
  },
};

/** What the process answers. */
export type LoadQuestions = typeof questions;

answerParent(questions);
process.send?.('ready');
