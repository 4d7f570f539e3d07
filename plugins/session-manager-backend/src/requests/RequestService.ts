import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FiledRequest,
  NewRoleRequest,
  NewRun,
  AnyRequestDecision,
  RequestDetails,
  RequestList,
  RequestQuery,
  RequestReport,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/** The decisions on a request. */
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

/** A decision on a request. */
export type DecisionType = (typeof DECISION_TYPES)[number];

/**
 * Requests for roles, limited to what the caller may see and do. For a request
 * that the caller may not see, methods throw a `NotFoundError`.
 */
export interface RequestService {
  list(query: RequestQuery, by: BackstageCredentials): Promise<RequestList>;

  get(requestId: string, by: BackstageCredentials): Promise<RequestDetails>;

  /** Who must still approve a request, as its page shows it. */
  waitingFor(request: RoleRequest): Promise<RequestDetails['approvers']>;

  /** The request without its details. */
  read(requestId: string, by: BackstageCredentials): Promise<RoleRequest>;

  file(
    newRequest: NewRoleRequest,
    by: BackstageCredentials,
  ): Promise<FiledRequest>;

  /** Throws as `file` does if the caller may not file; files nothing. */
  dryRun(newRequest: NewRoleRequest, by: BackstageCredentials): Promise<void>;

  decide(
    requestId: string,
    type: DecisionType,
    decision: AnyRequestDecision,
    by: BackstageCredentials,
  ): Promise<RoleRequest>;

  /** Records that a task starts to create a role that needs no approval. */
  recordRun(run: NewRun, by: BackstageCredentials): Promise<RoleRequest>;

  /** Uses an approved request for a task, once. */
  claim(
    requestId: string,
    taskId: string,
    by: BackstageCredentials,
  ): Promise<RoleRequest>;

  /** Records the report of the task that claimed a request. */
  report(
    requestId: string,
    report: RequestReport,
    by: BackstageCredentials,
  ): Promise<RoleRequest>;

  /** Processes all due requests once, or until the signal. */
  sweep(signal?: AbortSignal): Promise<void>;
}
