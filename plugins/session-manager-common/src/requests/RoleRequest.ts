import { HeadlineSentence, ReadinessState } from '../readiness/headline';
import { ProblemCode } from '../readiness/Readiness';
import { ApprovalRules } from './ApprovalRules';
import { RequestContent } from './RequestContent';
import { RequestPartKind, RequestState, RequestStatus } from './RequestState';

/**
 * A role that somebody asked for.
 *
 * @public
 */
export interface RoleRequest extends RequestContent {
  id: string;
  /** An approval is for this hash of what is asked for. */
  specHash: string;
  roleArn: string;
  /** As configured. */
  accountName?: string;
  /** Empty for a run that needed no approval. */
  reason: string;
  /** Entity ref of the user, or the name of the service that asked. */
  requester: string;
  /** Through what it was filed; absent: by the user, in person. */
  origin?: RequestOrigin;
  /** The rules that it was made under. */
  rules: ApprovalRules;
  state: RequestState;
  /** Why the portal could not start to carry it out yet; it tries again. */
  startError?: string;
  /** What the portal found on the role that it created; absent until then. */
  outcome?: RequestOutcome;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
  /** ISO 8601: when it expires, as long as it is pending. */
  expiresAt: string;
}

/**
 * Whether sessions start and are logged on a role that was created, as the
 * portal found it.
 *
 * @public
 */
export interface RequestOutcome {
  /** ISO 8601. */
  checkedAt: string;
  state: ReadinessState;
  /** What there is to know; none where the portal could not look. */
  sentences: HeadlineSentence[];
  /** The same in English, or why the portal could not look. */
  text: string;
  /** The worst of the regions; absent where the portal could not look. */
  region?: string;
  problems: ProblemCode[];
}

/**
 * Through what a request was filed.
 *
 * @public
 */
export interface RequestOrigin {
  /** The service that filed it, or that spoke for the user who did. */
  service: string;
  /** Entity ref of the template whose task filed it. */
  templateRef?: string;
}

/**
 * What can happen to a request.
 *
 * @public
 */
export type RequestEventType =
  | 'file'
  | 'approve'
  | 'auto-approve'
  | 'reopen'
  | 'reject'
  | 'withdraw'
  | 'revoke'
  | 'break-glass'
  | 'review'
  /** A run that needed no approval began. */
  | 'run'
  | 'supersede'
  | 'expire'
  | 'start'
  | 'claim'
  | 'done'
  /** The portal checked the role that it created. */
  | 'check'
  | 'confirm'
  | 'fail'
  | 'retry';

/**
 * One row of a request's history; it never changes.
 *
 * @public
 */
export interface RequestHistoryEntry {
  id: string;
  /** ISO 8601. */
  at: string;
  event: RequestEventType;
  actor: RequestActor;
  /** Absent for the first. */
  from?: RequestStatus;
  to: RequestStatus;
  comment?: string;
  specHash: string;
  /** The rule that approved it. */
  rule?: { name: string; version: string };
  taskId?: string;
  error?: string;
  /** What was done, or confirmed to be. */
  parts?: readonly RequestPartKind[];
  /** What there was nothing to do for: it was as approved already. */
  unchanged?: readonly RequestPartKind[];
  /** What a check found. */
  outcome?: RequestOutcome;
  /** The newer request that took its place. */
  successorId?: string;
}

/**
 * Who did something: a person, another service, or the portal itself.
 *
 * @public
 */
export type RequestActor =
  | { kind: 'user'; ref: string }
  | { kind: 'service'; ref: string }
  | { kind: 'portal' };
