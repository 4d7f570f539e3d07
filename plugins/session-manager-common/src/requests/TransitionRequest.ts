import { RequestEvent, Actor } from './RequestEvent';
import { RoleRequest } from './RoleRequest';

/**
 * The fields of a request that determine its transitions.
 *
 * @public
 */
export type TransitionRequest = Pick<
  RoleRequest,
  'spec' | 'specHash' | 'requester' | 'rules' | 'state' | 'expiresAt'
>;

/**
 * An event with its actor and time (ISO 8601).
 *
 * @public
 */
export interface TransitionInput {
  event: RequestEvent;
  by: Actor;
  at: string;
  /** Defaults to the rules under which the request was created. */
  today?: CurrentRules;
  /**
   * The id of a request for the same role that was approved later. The older
   * request is then no longer executed.
   */
  successorId?: string;
}

/**
 * The current configuration, which applies in addition to the rules under which
 * the request was created. A decision must satisfy both.
 *
 * @public
 */
export interface CurrentRules {
  /** The number of different people who must approve. */
  required: number;
  /**
   * The entity refs of those who have already approved and are still approvers.
   */
  approvers: readonly string[];
  /** How long an approval can be used, in milliseconds. */
  useWithin: number;
}

/**
 * The default for how long an approval can be used, in days.
 *
 * @public
 */
export const DEFAULT_USE_WITHIN_DAYS = 7;
