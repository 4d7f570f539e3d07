import { RequestPartKind } from './RequestState';
import { RequestEventType } from './RoleRequest';

/**
 * What happens to a request that is there.
 *
 * @public
 */
export type RequestEvent =
  | PersonEvent<'approve'>
  | PersonEvent<'reject'>
  | PersonEvent<'withdraw'>
  | PersonEvent<'retry'>
  | PersonEvent<'confirm'>
  /** Takes an approval back that is not used up. */
  | PersonEvent<'revoke'>
  /** Has it carried out without an approval, because it cannot wait. */
  | (PersonEvent<'break-glass'> & {
      /** The role's name once more. */
      confirmRoleName?: string;
    })
  /** Closes the review of what was carried out without an approval. */
  | PersonEvent<'review'>
  | { type: 'auto-approve'; rule: { name: string; version: string } }
  /**
   * The rule that approved it, or what it decided by, is not what it was: it
   * goes to people. The comment says why.
   */
  | { type: 'reopen'; comment: string }
  | { type: 'expire' }
  /** A newer request for the same role takes its place. */
  | { type: 'supersede'; successorId: string }
  /** A task was started that is to carry it out. */
  | { type: 'start'; taskId: string }
  /** A task is about to carry it out: spends the approval. */
  | { type: 'claim'; taskId: string }
  /** Parts are done: by the task, or as the portal sees in AWS. */
  | {
      type: 'done';
      taskId?: string;
      parts: readonly RequestPartKind[];
      /** Those of the parts that were as approved already. */
      unchanged?: readonly RequestPartKind[];
    }
  | { type: 'fail'; taskId?: string; error: string };

/**
 * The types of events that move a request after the first, which files it.
 *
 * @public
 */
export type LaterEventType = Exclude<
  RequestEventType,
  'file' | 'check' | 'run'
>;

/**
 * What people say about the request that they saw.
 *
 * @public
 */
export interface PersonEvent<Type extends string> {
  type: Type;
  specHash: string;
  comment?: string;
}

/**
 * Who moves a request: a person, another service, or the portal itself.
 *
 * @public
 */
export type Actor =
  | {
      kind: 'user';
      ref: string;
      /**
       * Whether the request's rules name the person, or a group with them, and
       * those of today as well.
       */
      isApprover: boolean;
      /** Whether only the request's rules do, and those of today do not. */
      isFormerApprover?: boolean;
      /**
       * Whether the rules of then and of today let a group with the person have
       * it carried out without an approval.
       */
      mayBreakGlass?: boolean;
    }
  | { kind: 'service'; ref: string; isApprover?: undefined }
  | { kind: 'portal'; ref?: undefined; isApprover?: undefined };

/**
 * The service that carries requests out.
 *
 * @public
 */
export const SCAFFOLDER = 'plugin:scaffolder';
