import { FinalizeHandler, MiddlewareStack } from '@aws-sdk/types';
import { AddMiddleware } from './clientOptions';

/**
 * Lets at most `limit` attempts run at once over all clients that share it;
 * the others wait in turn. It sits inside the SDK's retries, so that a call in
 * its back-off holds no place.
 */
export function limitConcurrency(limit: number): AddMiddleware {
  const withPlace = semaphore(limit);
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

function semaphore(limit: number) {
  const waiting: Array<() => void> = [];
  let free = limit;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (free > 0) {
      free -= 1;
    } else {
      await new Promise<void>(resolve => waiting.push(resolve));
    }
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) {
        next();
      } else {
        free += 1;
      }
    }
  };
}
