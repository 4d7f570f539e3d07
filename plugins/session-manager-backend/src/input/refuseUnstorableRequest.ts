import { InputError } from '@backstage/errors';
import { refuseUnstorable } from './refuseUnstorable';

/**
 * Refuses requests with text that no database keeps, in path, query or body:
 * once for every route, after the OpenAPI document was held against it.
 */
export function refuseUnstorableRequest(
  req: { path: string; query: unknown; body: unknown },
  _: unknown,
  next: () => void,
): void {
  if (/%00/.test(req.path)) {
    throw new InputError('path: must not hold the character NUL');
  }
  refuseUnstorable(req.query);
  refuseUnstorable(req.body);
  next();
}
