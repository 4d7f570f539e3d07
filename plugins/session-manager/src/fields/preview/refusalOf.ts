import { ResponseError } from '@backstage/errors';

const REFUSALS = [400, 403, 404];

/**
 * Why the portal refuses a form; the task would be refused as well. Undefined
 * for other errors, which say nothing about the form.
 */
export function refusalOf(error: unknown): string | undefined {
  return ResponseError.is(error) && REFUSALS.includes(error.statusCode)
    ? error.cause.message
    : undefined;
}
