/** Fields of errors from AWS, the SDK and Node's network. */
export interface AwsErrorLike {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/** Node's error codes for a failed connection. */
export const NETWORK_CODES = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

/**
 * The error code as AWS's documentation spells it, such as `NoSuchEntity`; for
 * a network error its own code, such as `ECONNREFUSED`; otherwise the error's
 * name.
 */
export function awsCode(error: unknown): string {
  const { name, code, $metadata } = asErrorLike(error);
  const networkCode = $metadata?.httpStatusCode
    ? undefined
    : networkCodeOf(error);
  if (networkCode) {
    return networkCode;
  }
  if (!$metadata && typeof code === 'string') {
    return code;
  }
  // An answer to HEAD has no body that could contain the code.
  if ($metadata?.httpStatusCode === 403 && name === 'Unknown') {
    return 'AccessDenied';
  }
  // The SDK names exceptions `<code>Exception` if the service models them.
  return typeof name === 'string' ? name.replace(/Exception$/, '') : 'Unknown';
}

export function asErrorLike(error: unknown): AwsErrorLike {
  return typeof error === 'object' && error !== null ? error : {};
}

// For an error of another realm (a vm, such as Jest's) the SDK keeps only the
// text: asSdkError in smithy-typescript, packages/core/src/submodules/retry.
function networkCodeOf(error: unknown): string | undefined {
  const { code, message } = asErrorLike(error);
  return NETWORK_CODES.find(
    known =>
      known === code ||
      (typeof message === 'string' && message.includes(`${known} `)),
  );
}
