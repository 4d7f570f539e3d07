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
  RoleShown,
} from 'backstage-plugin-session-manager-common';

/** @public */
export interface SessionManagerRequestOptions {
  credentials: BackstageCredentials;
}

/**
 * The session-manager backend, for other plugins. Methods reject with what it
 * says: errors whose `name` is that of `@backstage/errors`, such as
 * `ConflictError`.
 *
 * @public
 */
export interface SessionManagerService {
  /** Asks for a role in the name of the credentials. */
  fileRequest(
    request: NewRoleRequest,
    options: SessionManagerRequestOptions,
  ): Promise<FiledRequest>;

  /**
   * Rejects as `fileRequest` does where the credentials may not file it; files
   * nothing.
   */
  dryRunRequest(
    request: NewRoleRequest,
    options: SessionManagerRequestOptions,
  ): Promise<void>;

  /**
   * Keeps that a task begins to create a role in an account that takes roles
   * without approval; for the scaffolder. The same task may say so again.
   * Tries once: whoever calls it decides what it is worth. Rejects with a
   * `NotFoundError` where the portal has no such backend.
   */
  recordRun(
    run: NewRun,
    options: SessionManagerRequestOptions,
  ): Promise<RoleRequest>;

  getRequest(
    request: { requestId: string },
    options: SessionManagerRequestOptions,
  ): Promise<RequestDetails>;

  /** A page of the requests that the credentials may see. */
  listRequests(
    query: Pick<
      RequestQuery,
      'accountId' | 'q' | 'status' | 'limit' | 'cursor'
    >,
    options: SessionManagerRequestOptions,
  ): Promise<RequestList>;

  /**
   * Spends an approved request for a task of the scaffolder; the same task may
   * do so again. Tries again where the backend does not answer.
   */
  claimRequest(
    request: { requestId: string; taskId: string },
    options: SessionManagerRequestOptions,
  ): Promise<RoleRequest>;

  /**
   * Tells what the task that claimed a request has done. Tries again where the
   * backend does not answer.
   */
  reportRequest(
    request: { requestId: string; report: RequestReport },
    options: SessionManagerRequestOptions,
  ): Promise<RoleRequest>;

  /**
   * Keeps a sealed secret for the person whose credentials they are, who can
   * open it once, for 15 minutes.
   */
  handOver(
    handover: NewHandover,
    options: SessionManagerRequestOptions,
  ): Promise<Handover>;

  /**
   * How much of a role the credentials are shown, by the rule of the portal's
   * own screens: as a role of the entity, or of the service in its own tags.
   * Rejects with a `NotFoundError` where the portal has no such backend.
   */
  getRoleVisibility(
    role: { roleArn: string; entityRef?: string },
    options: SessionManagerRequestOptions,
  ): Promise<RoleShown>;

  /**
   * Tells what was changed in AWS, or may have been before something failed:
   * what the portal shows of it is read again. For services alone. Tries again
   * where the backend does not answer.
   */
  reportChanges(
    changes: readonly ReportedChange[],
    options: SessionManagerRequestOptions,
  ): Promise<void>;
}
