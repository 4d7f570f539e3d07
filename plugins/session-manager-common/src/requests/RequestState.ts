/**
 * Where a request is on its way.
 *
 * @public
 */
export type RequestState =
  | PendingState
  | ApprovedState
  | RejectedState
  | WithdrawnState
  | ExpiredState
  | RevokedState
  | SupersededState
  | ProvisioningState
  | ProvisionedState
  | FailedState;

/** @public */
export type RequestStatus = RequestState['status'];

/**
 * Waits for people.
 *
 * @public
 */
export interface PendingState {
  status: 'pending';
  /** Fewer than are required. */
  approvals: readonly Approval[];
}

/**
 * May be carried out once, and nobody has begun.
 *
 * @public
 */
export interface ApprovedState {
  status: 'approved';
  approval: GivenApproval;
  /** The scaffolder task that is to carry it out; absent until it is started. */
  taskId?: string;
}

/** @public */
export interface RejectedState {
  status: 'rejected';
  by: string;
  comment: string;
}

/** @public */
export interface WithdrawnState {
  status: 'withdrawn';
}

/**
 * Nobody decided in time, or what was approved was not used in time.
 *
 * @public
 */
export interface ExpiredState {
  status: 'expired';
  /** Absent where nobody had approved it. */
  approval?: GivenApproval;
}

/**
 * Its approval was taken back before it was used up.
 *
 * @public
 */
export interface RevokedState {
  status: 'revoked';
  by: string;
  comment: string;
  approval: GivenApproval;
}

/**
 * A newer request for the same role has taken its place.
 *
 * @public
 */
export interface SupersededState {
  status: 'superseded';
  /** The id of the newer request. */
  successorId: string;
  approval: GivenApproval;
}

/**
 * Spent by a task: being carried out, or waiting for what the portal cannot do
 * itself.
 *
 * @public
 */
export interface ProvisioningState {
  status: 'provisioning';
  approval: GivenApproval;
  /** Absent while a retry is being started. */
  taskId?: string;
  /** What is still to do. */
  remaining: readonly RequestPart[];
}

/**
 * All of it is done.
 *
 * @public
 */
export interface ProvisionedState {
  status: 'provisioned';
  approval: GivenApproval;
  /** The task that made the role, or was the last to try. */
  taskId?: string;
}

/** @public */
export interface FailedState {
  status: 'failed';
  approval: GivenApproval;
  taskId?: string;
  error: string;
  remaining: readonly RequestPart[];
}

/**
 * What let a request be carried out: enough people, or a rule; or somebody for
 * whom it could not wait, in which case people review it afterwards. A run of an
 * account that takes roles without approval needed none.
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
        /** Absent: it is open. */
        review?: BreakGlassReview;
      }
    | { kind: 'not-needed' }
  );

/** @public */
export type ApprovalKind = GivenApproval['kind'];

/**
 * What an approver said afterwards about a request that nobody had approved.
 *
 * @public
 */
export interface BreakGlassReview {
  by: string;
  comment: string;
  /** ISO 8601. */
  at: string;
}

/**
 * How long an approval can be used.
 *
 * @public
 */
export interface ApprovalPeriod {
  /** ISO 8601: when it was given. */
  at: string;
  /** ISO 8601: from then on nothing is carried out with it. */
  usableUntil: string;
}

/**
 * One person's yes.
 *
 * @public
 */
export interface Approval {
  /** Entity ref of the user. */
  by: string;
  comment?: string;
}

/**
 * A part of a request: the role, and what the owner of another account's
 * bucket must allow for its logs to arrive.
 *
 * @public
 */
export interface RequestPart {
  kind: RequestPartKind;
  /** Where it is to be done. */
  accountId: string;
  /** The role's ARN, the bucket's name, or the key's ARN. */
  resource: string;
}

/** @public */
export type RequestPartKind = 'role' | 'bucket-policy' | 'key-policy';

/** @public */
export type NonEmpty<T> = readonly [T, ...T[]];
