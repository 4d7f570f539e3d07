import { AddMiddleware } from '../accounts/clientOptions';

// The SDK's errors do not say which operation failed, and AWS's messages not
// always. The errors are not ours to write on.
const operations = new WeakMap<object, string>();

/**
 * Remembers of each error which operation failed.
 *
 * @param service - as in IAM actions, such as `iam`
 */
export function rememberOperation(service: string): AddMiddleware {
  return stack =>
    stack.add(
      (next, context) => async args => {
        try {
          return await next(args);
        } catch (error) {
          const name = context.commandName?.replace(/Command$/, '');
          if (name && typeof error === 'object' && error !== null) {
            operations.set(error, `${service}:${name}`);
          }
          throw error;
        }
      },
      { step: 'initialize', name: 'rememberOperationMiddleware' },
    );
}

/** The operation that failed, such as `iam:GetRole`, where it is known. */
export function operationOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null
    ? operations.get(error)
    : undefined;
}
