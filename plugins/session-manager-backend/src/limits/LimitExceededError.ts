import { CustomErrorBase } from '@backstage/errors';

/**
 * A user has reached a limit. Backstage has no error class for this, and
 * responds with the status that an error names.
 */
export class LimitExceededError extends CustomErrorBase {
  readonly name = 'LimitExceededError';
  /** https://www.rfc-editor.org/rfc/rfc6585#section-4 */
  readonly statusCode = 429;
}
