import { CustomErrorBase } from '@backstage/errors';

/**
 * Somebody has as much as they may have. Backstage has no error of its own for
 * it, and answers with the status that an error names.
 */
export class LimitExceededError extends CustomErrorBase {
  readonly name = 'LimitExceededError';
  /** https://www.rfc-editor.org/rfc/rfc6585#section-4 */
  readonly statusCode = 429;
}
