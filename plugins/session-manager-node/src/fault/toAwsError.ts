import { asErrorLike, awsCode } from './awsCode';
import { awsFault, ruleOf } from './awsFault';
import { FAULT_RULES } from './faultRules';
import { faultOf, rememberFault } from './knownFaults';

/**
 * Converts an error of AWS, the SDK or the network into one of
 * `@backstage/errors`, with AWS's `code` and `requestId`, and a message that
 * says how to fix it. Any other error is returned unchanged.
 *
 * @param note - appended to the message, such as what was done before
 *
 * @public
 */
export function toAwsError(error: unknown, note?: string): Error {
  if (!isAwsError(error)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const fault = awsFault(error);
  const { code, message, hint, requestId } = fault;
  const { ErrorClass } = ruleOf(error);
  const converted = new ErrorClass(
    [`${code}: ${sentence(message)}`, hint, note].filter(Boolean).join(' '),
  );
  // The SDK's error is not set as the cause, because it contains the request
  // with its headers.
  rememberFault(converted, fault);
  return Object.assign(converted, {
    code,
    ...(requestId ? { requestId } : {}),
  });
}

function isAwsError(error: unknown): boolean {
  return (
    faultOf(error) === undefined &&
    (asErrorLike(error).$metadata !== undefined ||
      FAULT_RULES.has(awsCode(error)))
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) || text === '' ? text : `${text}.`;
}
