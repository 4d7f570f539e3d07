import { RequestEvent, Actor } from './RequestEvent';
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
  by: Actor;
  at: string;
  /** Absent: those of the request's filing. */
  today?: CurrentRules;
  /**
   * A request for the same role that was approved later, if there is one: then
   * nothing is carried out of this one any more.
   */
  successorId?: string;
}

/**
 * What the configuration of today says besides the rules that a request was
 * made under. A decision obeys both.
 *
 * @public
 */
export interface CurrentRules {
  /** How many different people must approve. */
  required: number;
  /** Those who have approved already, and are approvers still. */
  approvers: readonly string[];
  /** How long an approval can be used, in milliseconds. */
  useWithin: number;
}

/**
 * How long an approval can be used where nothing else is configured: 7 days.
 *
 * @public
 */
export const DEFAULT_USE_WITHIN_DAYS = 7;
