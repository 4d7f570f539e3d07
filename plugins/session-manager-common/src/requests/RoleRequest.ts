import {
  HeadlineSentence,
  ReadinessState,
} from '../readiness/explain/headline';
import { ProblemCode } from '../readiness/model/Readiness';
import { ApprovalRules } from './ApprovalRules';
import { RequestContent } from './RequestContent';
import { RequestPartKind, RequestState, RequestStatus } from './RequestState';

/**
 * A request for a role.
 *
 * @public
 */
export interface RoleRequest extends RequestContent {
  id: string;
  /** The hash of the content. An approval applies to this hash. */
  specHash: string;
  roleArn: string;
  /** The configured name of the account. */
  accountName?: string;
  /** Empty for a run that needed no approval. */
  reason: string;
  /**
   * The entity ref of the user, or the name of the service, that created the
   * request.
   */
  requester: string;
  /** How the request was created; absent if the user did so directly. */
  origin?: RequestOrigin;
  /** The rules under which the request was created. */
  rules: ApprovalRules;
  state: RequestState;
  /** Why the portal could not start the execution yet. It tries again. */
  startError?: string;
  /** The portal's check of the created role; absent until then. */
  outcome?: RequestOutcome;
  /** When the request was created (ISO 8601). */
  createdAt: string;
  /** When the request last changed (ISO 8601). */
  updatedAt: string;
  /** When the request expires if it is still pending (ISO 8601). */
  expiresAt: string;
}

/**
 * The portal's check of a created role: whether sessions start and are logged.
 *
 * @public
 */
export interface RequestOutcome {
  /** When the role was checked (ISO 8601). */
  checkedAt: string;
  state: ReadinessState;
  /** The result; empty if the check failed. */
  sentences: HeadlineSentence[];
  /** The result in English, or why the check failed. */
  text: string;
  /** The region with the worst result; absent if the check failed. */
  region?: string;
  problems: ProblemCode[];
}

/**
 * How a request was created.
 *
 * @public
 */
export interface RequestOrigin {
  /** The service that created it, for itself or on behalf of a user. */
  service: string;
  /** The entity ref of the template whose task created it. */
  templateRef?: string;
}

/**
 * The types of entries in a request's history.
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
  /** A run that needed no approval has started. */
  | 'run'
  | 'supersede'
  | 'expire'
  | 'start'
  | 'claim'
  | 'done'
  /** The portal has checked the created role. */
  | 'check'
  | 'confirm'
  | 'fail'
  | 'retry';

/**
 * An immutable entry of a request's history.
 *
 * @public
 */
export interface RequestHistoryEntry {
  id: string;
  /** When it happened (ISO 8601). */
  at: string;
  event: RequestEventType;
  actor: RequestActor;
  /** Absent for the first entry. */
  from?: RequestStatus;
  to: RequestStatus;
  comment?: string;
  specHash: string;
  /** The rule that approved the request. */
  rule?: { name: string; version: string };
  taskId?: string;
  error?: string;
  /** The parts that were completed or confirmed. */
  parts?: readonly RequestPartKind[];
  /** The parts that needed no change. */
  unchanged?: readonly RequestPartKind[];
  /** The result of a check. */
  outcome?: RequestOutcome;
  /** The newer request that replaced this one. */
  successorId?: string;
}

/**
 * Who caused an entry: a person, another service, or the portal itself.
 *
 * @public
 */
export type RequestActor =
  | { kind: 'user'; ref: string }
  | { kind: 'service'; ref: string }
  | { kind: 'portal' };
