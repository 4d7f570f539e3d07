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
            operations.set(error, `${service}:${ACTIONS[name] ?? name}`);
          }
          throw error;
        }
      },
      { step: 'initialize', name: 'rememberOperationMiddleware' },
    );
}

// Where S3's actions have other names than its operations:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
const ACTIONS: Readonly<Record<string, string>> = {
  GetBucketEncryption: 'GetEncryptionConfiguration',
  HeadBucket: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
};

/**
 * The IAM action of the operation that failed, such as `iam:GetRole`, where it
 * is known.
 */
export function operationOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null
    ? operations.get(error)
    : undefined;
}
