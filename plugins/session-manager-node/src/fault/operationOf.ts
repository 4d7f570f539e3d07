import { MiddlewareStack } from '@aws-sdk/types';

/** Adds a middleware to a client of any service. */
export type AddMiddleware = <Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
) => void;

// S3 actions whose names differ from the operations:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
const ACTIONS: Readonly<Record<string, string>> = {
  GetBucketEncryption: 'GetEncryptionConfiguration',
  HeadBucket: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
};

// The SDK's errors do not say which operation failed, and AWS's messages not
// always. The SDK's errors are not modified.
const operations = new WeakMap<object, string>();

/**
 * Remembers for each error which operation failed.
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
            operations.set(error, `${service}:${ACTIONS[name] ?? name}`);
          }
          throw error;
        }
      },
      { step: 'initialize', name: 'rememberOperationMiddleware' },
    );
}

/**
 * The IAM action of the operation that failed, such as `iam:GetRole`, if it is
 * known.
 */
export function operationOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null
    ? operations.get(error)
    : undefined;
}
