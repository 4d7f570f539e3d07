import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FiledRequest,
  NewRoleRequest,
  NewRun,
  RequestDecision,
  RequestDetails,
  RequestList,
  RequestQuery,
  RequestReport,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/** What people decide about a request. */
export const DECISION_TYPES = [
  'approve',
  'reject',
  'withdraw',
  'retry',
  'confirm',
  'revoke',
  'break-glass',
  'review',
] as const;

/** What people decide about a request. */
export type DecisionType = (typeof DECISION_TYPES)[number];

/**
 * Requests for roles, as far as whoever asks may see and do. A request that
 * somebody may not see is none: a `NotFoundError`.
 */
export interface RequestService {
  list(query: RequestQuery, by: BackstageCredentials): Promise<RequestList>;

  get(requestId: string, by: BackstageCredentials): Promise<RequestDetails>;

  /** Whom a request waits for, as its page shows it. */
  waitingFor(request: RoleRequest): Promise<RequestDetails['approvers']>;

  /** The request alone. */
  read(requestId: string, by: BackstageCredentials): Promise<RoleRequest>;

  file(asked: NewRoleRequest, by: BackstageCredentials): Promise<FiledRequest>;

  /** Rejects as `file` does where the caller may not; files nothing. */
  dryRun(asked: NewRoleRequest, by: BackstageCredentials): Promise<void>;

  decide(
    requestId: string,
    type: DecisionType,
    decision: RequestDecision,
    by: BackstageCredentials,
  ): Promise<RoleRequest>;

  /** Keeps that a task begins what needs no approval. */
  recordRun(run: NewRun, by: BackstageCredentials): Promise<RoleRequest>;

  /** Spends an approved request for a task, once. */
  claim(
    requestId: string,
    taskId: string,
    by: BackstageCredentials,
  ): Promise<RoleRequest>;

  /** Takes what the task that claimed a request tells. */
  report(
    requestId: string,
    report: RequestReport,
    by: BackstageCredentials,
  ): Promise<RoleRequest>;

  /** Looks after all requests once, or until the signal. */
  sweep(signal?: AbortSignal): Promise<void>;
}
