import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
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
  RoleConfirmation,
  RolePreview,
  RoleReadiness,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import {
  DefaultApiClient as ApiClient,
  TypedResponse,
} from '../schema/openapi';
import { RequestVerb, SessionManagerApi } from './SessionManagerApi';

const DECISIONS = {
  approve: 'approveRequest',
  reject: 'rejectRequest',
  withdraw: 'withdrawRequest',
  retry: 'retryRequest',
  confirm: 'confirmRequest',
  revoke: 'revokeRequest',
  'break-glass': 'breakGlassRequest',
  review: 'reviewRequest',
} as const satisfies Record<RequestVerb, keyof ApiClient>;

/**
 * Asks the session-manager backend over HTTP.
 *
 * @public
 */
export class SessionManagerClient implements SessionManagerApi {
  readonly #api: ApiClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#api = new ApiClient(options);
  }

  /** {@inheritDoc SessionManagerApi.getEntityRoles} */
  async getEntityRoles(
    entityRef: string,
    options: { refresh?: boolean } = {},
  ): Promise<EntityRoles> {
    return answer(
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
    return answer(
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
    return answer(
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
    await accepted(
      this.#api.withdrawRoleConfirmation({
        path: parseEntityRef(entityRef),
        query: { roleArn },
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.explainMessage} */
  async explainMessage(request: ExplainRequest): Promise<ExplainedMessage> {
    return answer(this.#api.explainMessage({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.getEntityInstances} */
  async getEntityInstances(
    entityRef: string,
    options: { accountId?: string; region?: string; refresh?: boolean } = {},
  ): Promise<EntityInstances> {
    return answer(
      this.#api.getEntityInstances({
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
    return answer(
      this.#api.getChoices({
        path: { accountId, choiceKind },
        query: given(options),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getAccounts} */
  async getAccounts(): Promise<AccountInfo[]> {
    return (await answer(this.#api.getAccounts({}))).items;
  }

  /** {@inheritDoc SessionManagerApi.previewRole} */
  async previewRole(request: PreviewRequest): Promise<RolePreview> {
    return answer(this.#api.previewRole({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.listRequests} */
  async listRequests(query: RequestQuery = {}): Promise<RequestList> {
    const { sort, status, approval, ...rest } = query;
    return answer(
      this.#api.listRequests({
        query: given({
          ...rest,
          status: status && [...status],
          approval: approval && [...approval],
          sort: sort && (`${sort.field}:${sort.order}` as const),
        }),
      }),
    );
  }

  /** {@inheritDoc SessionManagerApi.getRequest} */
  async getRequest(requestId: string): Promise<RequestDetails> {
    return answer(this.#api.getRequest({ path: { id: requestId } }));
  }

  /** {@inheritDoc SessionManagerApi.fileRequest} */
  async fileRequest(request: NewRoleRequest): Promise<FiledRequest> {
    return answer(this.#api.fileRequest({ body: request }));
  }

  /** {@inheritDoc SessionManagerApi.decideRequest} */
  async decideRequest(
    requestId: string,
    verb: RequestVerb,
    decision: RequestDecision,
  ): Promise<RoleRequest> {
    const request = { path: { id: requestId }, body: decision };
    return answer(this.#api[DECISIONS[verb]](request));
  }

  /** {@inheritDoc SessionManagerApi.getHandover} */
  async getHandover(handoverId: string): Promise<Handover> {
    return answer(this.#api.getHandover({ path: { id: handoverId } }));
  }

  /** {@inheritDoc SessionManagerApi.openHandover} */
  async openHandover(handoverId: string, key: string): Promise<OpenedHandover> {
    return answer(
      this.#api.openHandover({ path: { id: handoverId }, body: { key } }),
    );
  }
}

/** What is answered; throws what the backend says of an error. */
async function answer<T>(response: Promise<TypedResponse<T>>): Promise<T> {
  return (await accepted(response)).json();
}

async function accepted<T>(
  response: Promise<TypedResponse<T>>,
): Promise<TypedResponse<T>> {
  const answered = await response;
  if (!answered.ok) {
    throw await ResponseError.fromResponse(answered);
  }
  return answered;
}

/** What is absent, empty or false is the backend's default. */
function given<T extends object>(query: T): T {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value),
  ) as T;
}
