import { createApiRef } from '@backstage/core-plugin-api';
import {
  AccountInfo,
  AccountPreferences,
  Batch,
  BatchPlan,
  ChoiceKind,
  Choices,
  DeletionPreview,
  DeletionPreviewRequest,
  EntityConnect,
  EntityInstances,
  EntityRoles,
  ExplainedMessage,
  ExplainRequest,
  FiledRequest,
  FleetRoleFilter,
  FleetRoleList,
  FleetRoleQuery,
  FleetSummary,
  FleetVariantList,
  FleetVariantQuery,
  Handover,
  Installation,
  LogAccessPreview,
  LogAccessPreviewRequest,
  NewBatch,
  NewRoleRequest,
  OpenedHandover,
  PreviewRequest,
  RecordedRole,
  AnyRequestDecision,
  RequestDetails,
  RequestList,
  RequestQuery,
  RolePreview,
  RoleConfirmation,
  RoleReadiness,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/**
 * The Session Manager roles that the portal knows, and the requests for them.
 *
 * Every method rejects with a `ResponseError` of `@backstage/errors` if the
 * backend refuses. It has the `statusCode`, and its `cause` has the reason as a
 * sentence.
 *
 * @public
 */
export interface SessionManagerApi {
  /**
   * Returns the roles of an entity. `refresh` reads from AWS again instead of
   * returning cached data.
   *
   * Rejects with a `ResponseError` of `@backstage/errors`: status 403 or 404 if
   * the caller may not read the entity.
   *
   * @param entityRef - in full, such as `component:default/payments`
   */
  getEntityRoles(
    entityRef: string,
    options?: { refresh?: boolean },
  ): Promise<EntityRoles>;

  /**
   * Returns the accounts in which roles can be created, and the settings that
   * each applies to every role. Empty if any account is accepted.
   *
   * Rejects with a `ResponseError` of `@backstage/errors`.
   */
  getAccounts(): Promise<readonly AccountInfo[]>;

  /**
   * Returns whether a session on a role of an entity would start and be logged,
   * and why. The default region is the one that the card shows.
   *
   * Rejects as {@link SessionManagerApi.getEntityRoles} does, and with status
   * 404 if the role does not belong to the entity.
   */
  getRoleReadiness(
    entityRef: string,
    role: { roleArn: string; region?: string; refresh?: boolean },
  ): Promise<RoleReadiness>;

  /**
   * Confirms that a role belongs to the entity whose annotation names it,
   * although the role's tags do not. Status 403 if the caller may not confirm it,
   * 409 if there is nothing to confirm.
   */
  confirmRole(entityRef: string, roleArn: string): Promise<RoleConfirmation>;

  /** Withdraws a confirmation. Status 404 if there is none. */
  withdrawRoleConfirmation(entityRef: string, roleArn: string): Promise<void>;

  /**
   * Returns the EC2 instances of an entity, in one account or in all. `refresh`
   * reads from AWS again instead of returning cached data.
   *
   * Rejects as {@link SessionManagerApi.getEntityRoles} does.
   */
  getEntityInstances(
    entityRef: string,
    options?: { accountId?: string; region?: string; refresh?: boolean },
  ): Promise<EntityInstances>;

  /**
   * Returns how the caller connects to the nodes of an entity, why a session on a
   * node would not start, and the policy that their AWS identity needs.
   * `refresh` reads from AWS again instead of returning cached data.
   *
   * Rejects as {@link SessionManagerApi.getEntityRoles} does.
   */
  getConnect(
    entityRef: string,
    options?: { refresh?: boolean },
  ): Promise<EntityConnect>;

  /**
   * Explains a message of the terminal or the agent's log; with an entity and
   * one of its roles, for that role.
   *
   * Rejects as {@link SessionManagerApi.getRoleReadiness} does.
   */
  explainMessage(request: ExplainRequest): Promise<ExplainedMessage>;

  /**
   * Checks whether the plugins are installed completely, for administrators. It
   * reads AWS in each account, which takes some seconds.
   *
   * Rejects with a `ResponseError`: status 403 if the caller may not check it.
   */
  checkInstallation(): Promise<Installation>;

  /**
   * Returns the buckets, keys or log groups of an account that a form can offer.
   *
   * Rejects with a `ResponseError`: status 403 if the account is not configured
   * in the portal.
   */
  getChoices(
    accountId: string,
    kind: ChoiceKind,
    options?: { q?: string; region?: string },
  ): Promise<Choices>;

  /**
   * Returns the session preferences of an account and region, and what a form
   * can fill in from them.
   *
   * Rejects with a `ResponseError`: status 403 if the account is not configured
   * in the portal, or the caller may not use forms; 404 for a region that the
   * account does not have.
   */
  getAccountPreferences(
    accountId: string,
    options?: { region?: string; refresh?: boolean },
  ): Promise<AccountPreferences>;

  /**
   * Returns the role of a name in an account, with the spec that was last
   * applied to it if the caller may read it.
   *
   * Rejects as {@link SessionManagerApi.getAccountPreferences} does.
   */
  getRecordedRole(
    accountId: string,
    roleName: string,
    options?: { entityRef?: string },
  ): Promise<RecordedRole>;

  /**
   * Previews the role of a spec. Status 400 if the spec is invalid; the message
   * names each invalid field.
   */
  previewRole(request: PreviewRequest): Promise<RolePreview>;

  /**
   * Previews the deletion of a role: what would be deleted, and what would stay.
   * Status 400 if the input is invalid, 403 if the portal does not have the
   * account, 404 if the caller may not read the service.
   */
  previewDeletion(request: DeletionPreviewRequest): Promise<DeletionPreview>;

  /**
   * Previews how a role gets or loses access to the log bucket of another
   * account. Status 400 if the input is invalid, 403 if the portal does not have
   * one of the accounts.
   */
  previewLogAccess(request: LogAccessPreviewRequest): Promise<LogAccessPreview>;

  /**
   * Returns a page of the roles of all accounts that the caller may see, as they
   * were last read. Status 403 if the caller may see none.
   */
  listRoles(query?: FleetRoleQuery): Promise<FleetRoleList>;

  /**
   * Counts the roles that {@link SessionManagerApi.listRoles} lists, and returns
   * how current the data of each account is.
   */
  summarizeRoles(filter?: FleetRoleFilter): Promise<FleetSummary>;

  /**
   * Returns a page of the names of roles that several accounts have and that are
   * not all alike, of those that {@link SessionManagerApi.listRoles} lists.
   */
  listRoleVariants(query?: FleetVariantQuery): Promise<FleetVariantList>;

  /**
   * Returns the roles that {@link SessionManagerApi.listRoles} lists, of all its
   * pages, as CSV.
   */
  exportRoles(query?: FleetRoleQuery): Promise<Blob>;

  /** Returns what {@link SessionManagerApi.startBatch} would do with each role. */
  planBatch(batch: NewBatch): Promise<BatchPlan>;

  /**
   * Starts an action for many roles, in the name of the caller. Status 409 if
   * more roles match than were counted, or if nothing can be started.
   */
  startBatch(batch: NewBatch): Promise<{ id: string }>;

  /**
   * Returns a batch that the caller started, with the status of each role.
   * Status 404 if there is none.
   */
  getBatch(batchId: string): Promise<Batch>;

  /** Returns a page of the requests that the caller may see. */
  listRequests(query?: RequestQuery): Promise<RequestList>;

  /**
   * Returns a request with its history, what the caller may do with it, and the
   * review for approvers. Status 404 if the request does not exist or the caller
   * may not see it.
   */
  getRequest(requestId: string): Promise<RequestDetails>;

  /** Requests a role. If the role is already requested, returns that request. */
  fileRequest(request: NewRoleRequest): Promise<FiledRequest>;

  /**
   * Decides on a request: approves it, rejects it, and so on, by `verb`. Status
   * 403 if the caller may not, 409 if the state of the request does not allow it
   * or the decision is about another version of the request.
   */
  decideRequest(
    requestId: string,
    verb: RequestVerb,
    decision: AnyRequestDecision,
  ): Promise<RoleRequest>;

  /**
   * Returns the handover that waits for the caller. Status 403 if it is for
   * someone else, 404 if it does not exist.
   */
  getHandover(handoverId: string): Promise<Handover>;

  /**
   * Returns the secret that waits for the caller. It can be opened only once.
   * Status 404 if it is gone.
   *
   * @param key - the part of the link behind the `#`
   */
  openHandover(handoverId: string, key: string): Promise<OpenedHandover>;
}

/**
 * What a person can do with a request. All except `approve`, `withdraw` and
 * `retry` require a comment.
 *
 * @public
 */
export type RequestVerb =
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'retry'
  | 'confirm'
  | 'revoke'
  | 'break-glass'
  | 'review';

/** @public */
export const sessionManagerApiRef = createApiRef<SessionManagerApi>({
  id: 'plugin.session-manager.service',
});
