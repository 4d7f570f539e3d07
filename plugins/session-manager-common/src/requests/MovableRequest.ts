import { RequestEvent, RequestMover } from './RequestEvent';
import { RoleRequest } from './RoleRequest';

/**
 * What decides where a request goes next.
 *
 * @public
 */
export type MovableRequest = Pick<
  RoleRequest,
  'spec' | 'specHash' | 'requester' | 'rules' | 'state' | 'expiresAt'
>;

/**
 * An event, who is behind it, and when: ISO 8601.
 *
 * @public
 */
export interface RequestMove {
  event: RequestEvent;
  by: RequestMover;
  at: string;
}
