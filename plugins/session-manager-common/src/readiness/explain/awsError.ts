import { essence } from './essence';

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

const REFUSED = ['AccessDenied', 'UnauthorizedOperation'].map(essence);
const NOT_AUTHORIZED = essence('is not authorized to perform');

/**
 * What stands before the code of an error: nothing in AWS SDK for Go v1, the
 * operation and the response in v2, the operation in botocore.
 */
const WRAPPINGS: ReadonlyArray<{ begins: string; codeAfter: string }> = [
  { begins: essence('operation error'), codeAfter: essence('api error') },
  {
    begins: essence('An error occurred ('),
    codeAfter: essence('An error occurred ('),
  },
];

export function awsErrorKind(text: string): AwsErrorKind {
  if (text.length < SHORTEST) {
    return 'cut';
  }
  return isRefusal(text.slice(0, FAR)) ? 'refusal' : 'failure';
}

function isRefusal(text: string): boolean {
  const code = codeOf(text);
  return (
    REFUSED.some(refused => code.startsWith(refused)) ||
    (code.startsWith('user') && code.includes(NOT_AUTHORIZED))
  );
}

function codeOf(text: string): string {
  const wrapping = WRAPPINGS.find(({ begins }) => text.startsWith(begins));
  const at = wrapping ? text.indexOf(wrapping.codeAfter) : -1;
  return wrapping && at >= 0
    ? text.slice(at + wrapping.codeAfter.length)
    : text;
}
