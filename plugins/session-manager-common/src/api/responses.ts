import { ResponseError } from '@backstage/errors';
import { TypedResponse } from '../schema/openapi/generated/apis';

/**
 * Returns the body of a response of the backend, or throws its error.
 *
 * @public
 */
export async function responseBody<T>(
  response: Promise<TypedResponse<T>>,
): Promise<T> {
  return (await acceptedResponse(response)).json();
}

/**
 * Returns a response of the backend, or throws its error.
 *
 * @public
 */
export async function acceptedResponse<T>(
  response: Promise<TypedResponse<T>>,
): Promise<TypedResponse<T>> {
  const answered = await response;
  if (!answered.ok) {
    throw await ResponseError.fromResponse(answered);
  }
  return answered;
}
