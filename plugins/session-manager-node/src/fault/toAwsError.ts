import { asErrorLike, awsCode } from './awsCode';
import { awsFault, ruleOf } from './awsFault';
import { FAULT_RULES } from './faultRules';
import { faultOf, rememberFault } from './knownFaults';

/**
 * An error of AWS, the SDK or the network as one of `@backstage/errors`, with
 * AWS's `code` and `requestId`, and a message that says what would settle it.
 * Any other error is given back as it is.
 *
 * @param note - ends the message, such as what was done before
 * @public
 */
export function toAwsError(error: unknown, note?: string): Error {
  if (!isAwsError(error)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const fault = awsFault(error);
  const { code, message, hint, requestId } = fault;
  const { ErrorClass } = ruleOf(error);
  const told = new ErrorClass(
    [`${code}: ${sentence(message)}`, hint, note].filter(Boolean).join(' '),
  );
  // The SDK's error is no cause of it: that has the request with its headers.
  rememberFault(told, fault);
  return Object.assign(told, { code, ...(requestId ? { requestId } : {}) });
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
