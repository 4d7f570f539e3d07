import { DefaultApiClient } from '../schema/openapi/generated/apis';
import { BreakGlassDecision } from '../schema/openapi/generated/models/BreakGlassDecision.model';

/**
 * The query of `GET /requests`.
 *
 * @public
 */
export type RequestQuery = Parameters<
  DefaultApiClient['listRequests']
>[0]['query'];

/**
 * A decision of any kind on a request. Some kinds require the comment, and
 * `break-glass` the role's name.
 *
 * @public
 */
export type AnyRequestDecision = Pick<BreakGlassDecision, 'specHash'> &
  Partial<BreakGlassDecision>;

/**
 * The channel of Backstage signals on which each change of a request is
 * published.
 *
 * @public
 */
export const REQUESTS_CHANNEL = 'session-manager:requests';

/**
 * A message on {@link REQUESTS_CHANNEL}. It contains no details; clients read
 * the request again.
 *
 * @public
 */
export type RequestSignal = { type: 'request-changed'; requestId: string };

/**
 * The path of a request's page in the portal, for links in notifications.
 *
 * @public
 */
export function requestPath(requestId: string): string {
  return `/session-manager/requests/${requestId}`;
}
