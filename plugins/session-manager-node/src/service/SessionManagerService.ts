import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  FiledRequest,
  Handover,
  NewHandover,
  NewRoleRequest,
  NewRun,
  ReportedChange,
  RequestDetails,
  RequestList,
  RequestQuery,
  RequestReport,
  RoleRequest,
  RoleDisclosure,
} from 'backstage-plugin-session-manager-common';

/** @public */
export interface SessionManagerRequestOptions {
  credentials: BackstageCredentials;
}

/**
 * The session-manager backend, for other plugins. Methods reject with the
 * backend's errors, whose `name` is that of `@backstage/errors`, such as
 * `ConflictError`.
 *
 * @public
 */
export interface SessionManagerService {
  /** Requests a role with the credentials. */
  fileRequest(
    request: NewRoleRequest,
    options: SessionManagerRequestOptions,
  ): Promise<FiledRequest>;

  /**
   * Rejects like `fileRequest` if the credentials are not allowed to file the
   * request; files nothing.
   */
  dryRunRequest(
    request: NewRoleRequest,
    options: SessionManagerRequestOptions,
  ): Promise<void>;

  /**
   * Records that a task starts to create a role in an account that does not
   * require approval; for the scaffolder. The same task may repeat the call.
   * Not retried: the caller decides whether a failure matters. Rejects with a
   * `NotFoundError` if the portal has no such backend.
   */
  recordRun(
    run: NewRun,
    options: SessionManagerRequestOptions,
  ): Promise<RoleRequest>;

  getRequest(
    request: { requestId: string },
    options: SessionManagerRequestOptions,
  ): Promise<RequestDetails>;

  /** A page of the requests that the credentials are allowed to see. */
  listRequests(
    query: Pick<
      RequestQuery,
      'accountId' | 'q' | 'status' | 'limit' | 'cursor'
    >,
    options: SessionManagerRequestOptions,
  ): Promise<RequestList>;

  /**
   * Claims an approved request for a task of the scaffolder; the same task may
   * repeat the call. Retries if the backend does not answer.
   */
  claimRequest(
    request: { requestId: string; taskId: string },
    options: SessionManagerRequestOptions,
  ): Promise<RoleRequest>;

  /**
   * Reports what the task that claimed a request has done. Retries if the
   * backend does not answer.
   */
  reportRequest(
    request: { requestId: string; report: RequestReport },
    options: SessionManagerRequestOptions,
  ): Promise<RoleRequest>;

  /**
   * Stores a sealed secret for 15 minutes for the user of the credentials, who
   * can open it once.
   */
  handOver(
    handover: NewHandover,
    options: SessionManagerRequestOptions,
  ): Promise<Handover>;

  /**
   * Returns how much of a role the credentials may see, by the same rule as the
   * portal's own pages: as a role of the entity, or of the service in its own
   * tags. Rejects with a `NotFoundError` if the portal has no such backend.
   */
  getRoleVisibility(
    role: { roleArn: string; entityRef?: string },
    options: SessionManagerRequestOptions,
  ): Promise<RoleDisclosure>;

  /**
   * Reports what was changed in AWS, or may have been changed before a failure,
   * so that it is read again. Only for services. Retries if the backend does
   * not answer.
   */
  reportChanges(
    changes: readonly ReportedChange[],
    options: SessionManagerRequestOptions,
  ): Promise<void>;
}
