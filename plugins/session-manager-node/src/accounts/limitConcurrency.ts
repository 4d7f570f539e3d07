import { FinalizeHandler, MiddlewareStack } from '@aws-sdk/types';
import pLimit from 'p-limit';
import { AddMiddleware } from '../fault/operationOf';

/**
 * Lets at most `limit` attempts run concurrently over all clients that share
 * it; the others wait in order. It is inside the SDK's retries, so that a call
 * in its back-off does not count.
 */
export function limitConcurrency(limit: number): AddMiddleware {
  const withPlace = pLimit(limit);
  return <Input extends object, Output extends object>(
    stack: MiddlewareStack<Input, Output>,
  ) =>
    stack.addRelativeTo(
      (next: FinalizeHandler<Input, Output>): FinalizeHandler<Input, Output> =>
        args =>
          withPlace(() => next(args)),
      {
        name: 'limitConcurrencyMiddleware',
        relation: 'after',
        toMiddleware: 'retryMiddleware',
      },
    );
}
