import { HttpHandlerOptions } from '@aws-sdk/types';

// Throttling, 5xx and lost connections are retried with the SDK's adaptive
// back-off. A call ends within CALL_MS in any case.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
const CALL_MS = 60_000;
const MAX_ATTEMPTS = 6;
const CONNECT_MS = 3_000;
const ANSWER_MS = 15_000;

/** Configuration shared by all AWS SDK clients. */
export const clientOptions = {
  retryMode: 'adaptive',
  maxAttempts: MAX_ATTEMPTS,
  customUserAgent: 'backstage-plugin-session-manager',
  requestHandler: {
    connectionTimeout: CONNECT_MS,
    requestTimeout: ANSWER_MS,
    throwOnRequestTimeout: true,
  },
};

/**
 * The options of one call: it is aborted at its time limit. Cancelling a task
 * does not abort a call that writes, because its outcome would be unknown.
 *
 * @param signal - aborts a call that only reads
 */
export function callOptions(signal?: AbortSignal): HttpHandlerOptions {
  const limit = AbortSignal.timeout(CALL_MS);
  return { abortSignal: signal ? AbortSignal.any([signal, limit]) : limit };
}
