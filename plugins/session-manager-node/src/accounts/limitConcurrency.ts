import { FinalizeHandler, MiddlewareStack } from '@aws-sdk/types';
import pLimit from 'p-limit';
import { AddMiddleware } from './clientOptions';

/**
 * Lets at most `limit` attempts run at once over all clients that share it;
 * the others wait in turn. It sits inside the SDK's retries, so that a call in
 * its back-off holds no place.
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
