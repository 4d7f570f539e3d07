/**
 * How an essence begins: with an AWS `refusal` (access denied) in the wording
 * of any service or SDK, with another `failure`, or `cut` if the text is too
 * short to decide.
 */
export type AwsErrorKind = 'refusal' | 'failure' | 'cut';

/** The shortest text, in characters, that is classified. */
const SHORTEST = 8;

/** The number of characters in which the code of an error is searched. */
const FAR = 600;

/**
 * The text before the code of an error: none in AWS SDK for Go v1, the
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
