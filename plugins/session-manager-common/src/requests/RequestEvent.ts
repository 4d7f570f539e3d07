import { RequestPartKind } from './RequestState';
import { RequestEventType } from './RoleRequest';

/**
 * The events of an existing request.
 *
 * @public
 */
export type RequestEvent =
  | PersonEvent<'approve'>
  | PersonEvent<'reject'>
  | PersonEvent<'withdraw'>
  | PersonEvent<'retry'>
  | PersonEvent<'confirm'>
  /** Revokes an approval that is not used up. */
  | PersonEvent<'revoke'>
  /** Executes the request without approval, in an emergency. */
  | (PersonEvent<'break-glass'> & {
      /** The role's name, typed again. */
      confirmRoleName?: string;
    })
  /** Completes the review of a request that was executed without approval. */
  | PersonEvent<'review'>
  | { type: 'auto-approve'; rule: { name: string; version: string } }
  /**
   * Returns a request to the approvers because the rule that approved it, or
   * the facts on which the rule was based, have changed. The comment gives the
   * reason.
   */
  | { type: 'reopen'; comment: string }
  | { type: 'expire' }
  /** A newer request for the same role replaces this one. */
  | { type: 'supersede'; successorId: string }
  /** A task was started to execute the request. */
  | { type: 'start'; taskId: string }
  /** A task is about to execute the request, which uses up the approval. */
  | { type: 'claim'; taskId: string }
  /** Parts are completed: reported by the task, or observed in AWS. */
  | {
      type: 'done';
      taskId?: string;
      parts: readonly RequestPartKind[];
      /** The parts that needed no change. */
      unchanged?: readonly RequestPartKind[];
    }
  | { type: 'fail'; taskId?: string; error: string };

/**
 * The types of all events except the first one, which creates the request.
 *
 * @public
 */
export type LaterEventType = Exclude<
  RequestEventType,
  'file' | 'check' | 'run'
>;

/**
 * A person's action on the request that they saw.
 *
 * @public
 */
export interface PersonEvent<Type extends string> {
  type: Type;
  specHash: string;
  comment?: string;
}

/**
 * Who triggers a transition: a person, another service, or the portal itself.
 *
 * @public
 */
export type Actor =
  | {
      kind: 'user';
      ref: string;
      /**
       * Whether both the request's rules and the current ones name the person,
       * or a group of the person, as approver.
       */
      isApprover: boolean;
      /** Whether the request's rules do but the current ones do not. */
      isFormerApprover?: boolean;
      /**
       * Whether the request's rules and the current ones allow the person to
       * execute it without approval.
       */
      mayBreakGlass?: boolean;
    }
  | { kind: 'service'; ref: string; isApprover?: undefined }
  | { kind: 'portal'; ref?: undefined; isApprover?: undefined };

/**
 * The service that executes requests.
 *
 * @public
 */
export const SCAFFOLDER = 'plugin:scaffolder';
