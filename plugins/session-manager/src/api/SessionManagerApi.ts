import { createApiRef } from '@backstage/core-plugin-api';
import {
  AccountInfo,
  ChoiceKind,
  Choices,
  EntityInstances,
  EntityRoles,
  ExplainedMessage,
  ExplainRequest,
  FiledRequest,
  Handover,
  NewRoleRequest,
  OpenedHandover,
  PreviewRequest,
  RequestDecision,
  RequestDetails,
  RequestList,
  RequestQuery,
  RolePreview,
  RoleConfirmation,
  RoleReadiness,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';

/**
 * What the portal knows of Session Manager roles, and the requests for them.
 *
 * Every method rejects with a `ResponseError` of `@backstage/errors` where the
 * backend refuses: its `statusCode`, and in its `cause` the reason as a
 * sentence.
 *
 * @public
 */
export interface SessionManagerApi {
  /**
   * The roles of an entity. `refresh` asks AWS again instead of answering
   * with what was learned lately.
   *
   * Rejects with a `ResponseError` of `@backstage/errors`: status 403 or 404
   * where the caller may not read the entity.
   *
   * @param entityRef - in full, such as `component:default/payments`
   */
  getEntityRoles(
    entityRef: string,
    options?: { refresh?: boolean },
  ): Promise<EntityRoles>;

  /**
   * The accounts that roles can be made in, and what each gives every role.
   * Empty where any account may be asked for.
   *
   * Rejects with a `ResponseError` of `@backstage/errors`.
   */
  getAccounts(): Promise<AccountInfo[]>;

  /**
   * Whether a session on a role of an entity would start and be logged, and
   * why. Without a region, in the one that the card tells of.
   *
   * Rejects as {@link SessionManagerApi.getEntityRoles} does, and with status
   * 404 where the role is not the entity's.
   */
  getRoleReadiness(
    entityRef: string,
    role: { roleArn: string; region?: string; refresh?: boolean },
  ): Promise<RoleReadiness>;

  /**
   * Confirms that a role is the entity's that its annotation names and the
   * role's tags do not. Status 403 where the caller may not, 409 where there is
   * nothing to confirm.
   */
  confirmRole(entityRef: string, roleArn: string): Promise<RoleConfirmation>;

  /** Takes a confirmation back. Status 404 where there is none. */
  withdrawRoleConfirmation(entityRef: string, roleArn: string): Promise<void>;

  /**
   * The EC2 instances of an entity, in one account or in all. `refresh` asks
   * AWS again instead of answering with what was learned lately.
   *
   * Rejects as {@link SessionManagerApi.getEntityRoles} does.
   */
  getEntityInstances(
    entityRef: string,
    options?: { accountId?: string; region?: string; refresh?: boolean },
  ): Promise<EntityInstances>;

  /**
   * What a message of the terminal or the agent's log means; with an entity
   * and one of its roles, for that role.
   *
   * Rejects as {@link SessionManagerApi.getRoleReadiness} does.
   */
  explainMessage(request: ExplainRequest): Promise<ExplainedMessage>;

  /**
   * The buckets, keys or log groups of an account that a form can offer.
   *
   * Rejects with a `ResponseError`: status 403 where the account is not one of
   * the portal's.
   */
  getChoices(
    accountId: string,
    kind: ChoiceKind,
    options?: { q?: string; region?: string },
  ): Promise<Choices>;

  /**
   * What would come of a spec. Status 400 where it is wrong, with each field in
   * fault in the message.
   */
  previewRole(request: PreviewRequest): Promise<RolePreview>;

  /** A page of the requests that the caller may see. */
  listRequests(query?: RequestQuery): Promise<RequestList>;

  /**
   * A request with its history, what the caller may do with it, and what an
   * approver reads before deciding. Status 404 where there is none that the
   * caller may see.
   */
  getRequest(requestId: string): Promise<RequestDetails>;

  /** Asks for a role; where one is asked for already, gives that request. */
  fileRequest(request: NewRoleRequest): Promise<FiledRequest>;

  /**
   * Decides about a request, in the way that `verb` says. Status 403 where the
   * caller may not, 409 where it is too late or the request is another than
   * the decision is about.
   */
  decideRequest(
    requestId: string,
    verb: RequestVerb,
    decision: RequestDecision,
  ): Promise<RoleRequest>;

  /**
   * What waits to be handed over to the caller. Status 403 where it is for
   * somebody else, 404 where there is nothing.
   */
  getHandover(handoverId: string): Promise<Handover>;

  /**
   * The secret that waits for the caller; from then on nobody gets it. Status
   * 404 where it is gone.
   *
   * @param key - what is behind the `#` of the link
   */
  openHandover(handoverId: string, key: string): Promise<OpenedHandover>;
}

/**
 * What people do with a request. All but `approve`, `withdraw` and
 * `retry` need a comment.
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
