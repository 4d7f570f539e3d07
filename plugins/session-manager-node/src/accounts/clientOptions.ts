import { HttpHandlerOptions, MiddlewareStack } from '@aws-sdk/types';

// A call is tried again for throttling, 5xx and lost connections, with the
// SDK's adaptive back-off, and ends within CALL_MS whatever happens.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
const CALL_MS = 60_000;
const MAX_ATTEMPTS = 6;
const CONNECT_MS = 3_000;
const ANSWER_MS = 15_000;

/** How every client of the AWS SDK is set up. */
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
 * The options of one call: it is given up when its time is over. A task's
 * cancellation does not reach into a call, because the call's outcome would be
 * unknown.
 */
export function callOptions(): HttpHandlerOptions {
  return { abortSignal: AbortSignal.timeout(CALL_MS) };
}

/** Adds a middleware to a client, whatever its service. */
export type AddMiddleware = <Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
) => void;
