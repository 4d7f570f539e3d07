import { LimitExceededException } from '@aws-sdk/client-iam';
import { FinalizeHandler, MiddlewareStack } from '@aws-sdk/types';

/**
 * Fails immediately on IAM's quota error. The SDK treats any
 * `LimitExceededException` as throttling and retries with long pauses, see
 * THROTTLING_ERROR_CODES in smithy-typescript,
 * packages/core/src/submodules/retry. In IAM the error means that a quota is
 * used up, which waiting does not change:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 */
export function failFastOnQuota<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
): void {
  stack.addRelativeTo(
    (next: FinalizeHandler<Input, Output>): FinalizeHandler<Input, Output> =>
      async args => {
        try {
          return await next(args);
        } catch (error) {
          throw error instanceof LimitExceededException
            ? underWireName(error)
            : error;
        }
      },
    {
      name: 'quotaFailsFastMiddleware',
      relation: 'after',
      toMiddleware: 'retryMiddleware',
    },
  );
}

/** The error with the code that IAM sends, which the SDK does not retry. */
function underWireName({ message, $fault, $metadata }: LimitExceededException) {
  return Object.assign(new Error(message), {
    name: 'LimitExceeded',
    $fault,
    $metadata,
  });
}
