/**
 * Where a request is on its way.
 *
 * @public
 */
export type RequestState =
  | {
      /** Waits for people. */
      status: 'pending';
      /** Fewer than are required. */
      approvals: readonly Approval[];
    }
  | {
      /** May be carried out once, and has not been started. */
      status: 'approved';
      approval: GivenApproval;
      /** The scaffolder task that carries it out; absent until it is started. */
      taskId?: string;
    }
  | { status: 'rejected'; by: string; comment: string }
  | { status: 'withdrawn' }
  | {
      /** Not decided in time, or approved and not used in time. */
      status: 'expired';
      /** Absent if it had not been approved. */
      approval?: GivenApproval;
    }
  | {
      /** The approval was revoked before it was used up. */
      status: 'revoked';
      by: string;
      comment: string;
      approval: GivenApproval;
    }
  | {
      /** Replaced by a newer request for the same role. */
      status: 'superseded';
      /** The id of the newer request. */
      successorId: string;
      approval: GivenApproval;
    }
  | {
      /** Being carried out, or waiting for changes outside the portal. */
      status: 'provisioning';
      approval: GivenApproval;
      /** Absent while a retry is being started. */
      taskId?: string;
      /** What is still to do. */
      remaining: readonly RequestPart[];
    }
  | {
      /** All parts are done. */
      status: 'provisioned';
      approval: GivenApproval;
      /** The task that created the role, or the last attempt. */
      taskId?: string;
    }
  | {
      status: 'failed';
      approval: GivenApproval;
      taskId?: string;
      error: string;
      remaining: readonly RequestPart[];
    };

/** @public */
export type RequestStatus = RequestState['status'];

/**
 * What permits the execution of a request: enough people, a rule, or a person
 * in an emergency, which is reviewed afterwards. A run in an account without
 * approvals needs none.
 *
 * @public
 */
export type GivenApproval = ApprovalPeriod &
  (
    | { kind: 'people'; approvals: readonly Approval[] }
    | { kind: 'rule'; rule: { name: string; version: string } }
    | {
        kind: 'break-glass';
        by: string;
        reason: string;
        /** Absent until it is reviewed. */
        review?: BreakGlassReview;
      }
    | { kind: 'not-needed' }
  );

/** @public */
export type ApprovalKind = GivenApproval['kind'];

/**
 * An approver's review of a request that was executed without approval.
 *
 * @public
 */
export interface BreakGlassReview {
  by: string;
  comment: string;
  /** When it was reviewed (ISO 8601). */
  at: string;
}

/**
 * The period in which an approval can be used.
 *
 * @public
 */
export interface ApprovalPeriod {
  /** When the approval was given (ISO 8601). */
  at: string;
  /** When the approval can no longer be used (ISO 8601). */
  usableUntil: string;
}

/**
 * The approval of one person.
 *
 * @public
 */
export interface Approval {
  /** The entity ref of the user. */
  by: string;
  comment?: string;
}

/**
 * A part of a request: the role, or what the owner of another account's bucket
 * must allow for its logs.
 *
 * @public
 */
export interface RequestPart {
  kind: RequestPartKind;
  /** The account in which the part is executed. */
  accountId: string;
  /** The role's ARN, the bucket's name, or the key's ARN. */
  resource: string;
}

/** @public */
export type RequestPartKind = 'role' | 'bucket-policy' | 'key-policy';

/** @public */
export type NonEmpty<T> = readonly [T, ...T[]];
