import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  acceptedResponse,
  AccountInfo,
  AccountPreferences,
  Batch,
  BatchPlan,
  ChoiceKind,
  Choices,
  type DefaultApiClient,
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
  responseBody,
  RoleConfirmation,
  RolePreview,
  RoleReadiness,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { loadedOperations } from './loadedOperations';
import { RequestVerb, SessionManagerApi } from './SessionManagerApi';

const DECISIONS = {
  approve: 'approveRequest',
  reject: 'rejectRequest',
  withdraw: 'withdrawRequest',
  retry: 'retryRequest',
  confirm: 'confirmRequest',
  revoke: 'revokeRequest',
  review: 'reviewRequest',
} as const satisfies Record<
  Exclude<RequestVerb, 'break-glass'>,
  keyof DefaultApiClient
>;

/**
 * Calls the session-manager backend over HTTP.
 *
 * @public
 */
export class SessionManagerClient implements SessionManagerApi {
  readonly #api: ReturnType<typeof loadedOperations>;
  /** The same operations, with CSV as the answer. */
  readonly #csv: ReturnType<typeof loadedOperations>;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#api = loadedOperations(options);
    this.#csv = loadedOperations({
      ...options,
      fetchApi: acceptingCsv(options.fetchApi),
    });
  }

  /** {@inheritDoc SessionManagerApi.getEntityRoles} */
  async getEntityRoles(
    entityRef: string,
    options: { refresh?: boolean } = {},
  ): Promise<EntityRoles> {
    return responseBody(
      this.#api.getEntityRoles({
        path: parseEntityRef(entityRef),
        query: given(options),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getRoleReadiness} */
  async getRoleReadiness(
    entityRef: string,
    role: { roleArn: string; region?: string; refresh?: boolean },
  ): Promise<RoleReadiness> {
    return responseBody(
      this.#api.getRoleReadiness({
        path: parseEntityRef(entityRef),
        query: given(role),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.confirmRole} */
  async confirmRole(
    entityRef: string,
    roleArn: string,
  ): Promise<RoleConfirmation> {
    return responseBody(
      this.#api.confirmRole({
        path: parseEntityRef(entityRef),
        body: { roleArn },
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.withdrawRoleConfirmation} */
  async withdrawRoleConfirmation(
    entityRef: string,
    roleArn: string,
  ): Promise<void> {
    await acceptedResponse(
      this.#api.withdrawRoleConfirmation({
        path: parseEntityRef(entityRef),
        query: { roleArn },
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.explainMessage} */
  async explainMessage(request: ExplainRequest): Promise<ExplainedMessage> {
    return responseBody(this.#api.explainMessage({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.getEntityInstances} */
  async getEntityInstances(
    entityRef: string,
    options: { accountId?: string; region?: string; refresh?: boolean } = {},
  ): Promise<EntityInstances> {
    return responseBody(
      this.#api.getEntityInstances({
        path: parseEntityRef(entityRef),
        query: given(options),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getConnect} */
  async getConnect(
    entityRef: string,
    options: { refresh?: boolean } = {},
  ): Promise<EntityConnect> {
    return responseBody(
      this.#api.getConnect({
        path: parseEntityRef(entityRef),
        query: given(options),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getChoices} */
  async getChoices(
    accountId: string,
    choiceKind: ChoiceKind,
    options: { q?: string; region?: string } = {},
  ): Promise<Choices> {
    return responseBody(
      this.#api.getChoices({
        path: { accountId, choiceKind },
        query: given(options),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getAccountPreferences} */
  async getAccountPreferences(
    accountId: string,
    options: { region?: string; refresh?: boolean } = {},
  ): Promise<AccountPreferences> {
    return responseBody(
      this.#api.getAccountPreferences({
        path: { accountId },
        query: given(options),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getRecordedRole} */
  async getRecordedRole(
    accountId: string,
    roleName: string,
    options: { entityRef?: string } = {},
  ): Promise<RecordedRole> {
    return responseBody(
      this.#api.getRecordedRole({
        path: { accountId, roleName },
        query: given(options),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getAccounts} */
  async getAccounts(): Promise<readonly AccountInfo[]> {
    return (await responseBody(this.#api.getAccounts({}))).items;
  }

  /** {@inheritDoc SessionManagerApi.previewRole} */
  async previewRole(request: PreviewRequest): Promise<RolePreview> {
    return responseBody(this.#api.previewRole({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.previewDeletion} */
  async previewDeletion(
    request: DeletionPreviewRequest,
  ): Promise<DeletionPreview> {
    return responseBody(this.#api.previewDeletion({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.previewLogAccess} */
  async previewLogAccess(
    request: LogAccessPreviewRequest,
  ): Promise<LogAccessPreview> {
    return responseBody(this.#api.previewLogAccess({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.listRoles} */
  async listRoles(query: FleetRoleQuery = {}): Promise<FleetRoleList> {
    return responseBody(this.#api.listRoles({ query: chosen(query) }));
  }

  /** {@inheritDoc SessionManagerApi.summarizeRoles} */
  async summarizeRoles(filter: FleetRoleFilter = {}): Promise<FleetSummary> {
    return responseBody(this.#api.summarizeRoles({ query: chosen(filter) }));
  }

  /** {@inheritDoc SessionManagerApi.listRoleVariants} */
  async listRoleVariants(
    query: FleetVariantQuery = {},
  ): Promise<FleetVariantList> {
    return responseBody(this.#api.listRoleVariants({ query: chosen(query) }));
  }

  /** {@inheritDoc SessionManagerApi.exportRoles} */
  async exportRoles(query: FleetRoleQuery = {}): Promise<Blob> {
    const response = await acceptedResponse(
      this.#csv.listRoles({ query: chosen(query) }),
    );
    return response.blob();
  }

  /** {@inheritDoc SessionManagerApi.planBatch} */
  async planBatch(batch: NewBatch): Promise<BatchPlan> {
    return responseBody(this.#api.planBatch({ body: batch }));
  }

  /** {@inheritDoc SessionManagerApi.checkInstallation} */
  async checkInstallation(): Promise<Installation> {
    return responseBody(this.#api.checkInstallation({}));
  }

  /** {@inheritDoc SessionManagerApi.startBatch} */
  async startBatch(batch: NewBatch): Promise<{ id: string }> {
    return responseBody(this.#api.startBatch({ body: batch }));
  }

  /** {@inheritDoc SessionManagerApi.getBatch} */
  async getBatch(batchId: string): Promise<Batch> {
    return responseBody(this.#api.getBatch({ path: { id: batchId } }));
  }

  /** {@inheritDoc SessionManagerApi.listRequests} */
  async listRequests(query: RequestQuery = {}): Promise<RequestList> {
    return responseBody(this.#api.listRequests({ query: given(query) }));
  }

  /** {@inheritDoc SessionManagerApi.getRequest} */
  async getRequest(requestId: string): Promise<RequestDetails> {
    return responseBody(this.#api.getRequest({ path: { id: requestId } }));
  }

  /** {@inheritDoc SessionManagerApi.fileRequest} */
  async fileRequest(request: NewRoleRequest): Promise<FiledRequest> {
    return responseBody(this.#api.fileRequest({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.decideRequest} */
  async decideRequest(
    requestId: string,
    verb: RequestVerb,
    decision: AnyRequestDecision,
  ): Promise<RoleRequest> {
    const { comment = '', confirmRoleName = '', ...hashes } = decision;
    const path = { id: requestId };
    const body = { ...hashes, comment };
    return responseBody(
      verb === 'break-glass'
        ? this.#api.breakGlassRequest({
            path,
            body: { ...body, confirmRoleName },
          })
        : this.#api[DECISIONS[verb]]({ path, body }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getHandover} */
  async getHandover(handoverId: string): Promise<Handover> {
    return responseBody(this.#api.getHandover({ path: { id: handoverId } }));
  }

  /** {@inheritDoc SessionManagerApi.openHandover} */
  async openHandover(handoverId: string, key: string): Promise<OpenedHandover> {
    return responseBody(
      this.#api.openHandover({ path: { id: handoverId }, body: { key } }),
    );
  }
}

function acceptingCsv({ fetch }: FetchApi): FetchApi {
  return {
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        headers: { ...init?.headers, Accept: 'text/csv' },
      }),
  };
}

/** Omits absent and empty values. Unlike {@link given}, it keeps `false`. */
function chosen<T extends FleetRoleQuery>(query: T): T {
  const { managed, hasNodes } = query;
  return {
    ...given(query),
    ...(managed === false && { managed }),
    ...(hasNodes === false && { hasNodes }),
  };
}

/** Omits absent, empty and false values, which are the backend's defaults. */
function given<T extends object>(query: T): T {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value),
  ) as T;
}
