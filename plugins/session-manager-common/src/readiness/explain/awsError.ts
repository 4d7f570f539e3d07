/**
 * The kind of an error of AWS's that a text, of which only the essence is
 * given, begins with: a refusal in the wording of any service or SDK, another
 * failure, or `cut` where the text ends before it says which.
 */
export type AwsErrorKind = 'refusal' | 'failure' | 'cut';

/** Shorter, a text says nothing of an error. */
const SHORTEST = 8;

/** How far from its beginning an error names its code. */
const FAR = 600;

/**
 * What stands before the code of an error: nothing in AWS SDK for Go v1, the
 * operation and the response in v2, the operation in botocore.
 */
const WRAPPING = '(?:operationerror.*?apierror|anerroroccurred)?';

const REFUSAL = new RegExp(
  `^${WRAPPING}(?:accessdenied|unauthorizedoperation|user.*isnotauthorizedtoperform)`,
);

export function awsErrorKind(text: string): AwsErrorKind {
  if (text.length < SHORTEST) {
    return 'cut';
  }
  return REFUSAL.test(text.slice(0, FAR)) ? 'refusal' : 'failure';
}
