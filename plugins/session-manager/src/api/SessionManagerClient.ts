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
import { RequestVerb, SessionManagerApi } from './SessionManagerApi';

/**
 * Asks the session-manager backend over HTTP.
 *
 * @public
 */
export class SessionManagerClient implements SessionManagerApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** {@inheritDoc SessionManagerApi.getEntityRoles} */
  async getEntityRoles(
    entityRef: string,
    options: { refresh?: boolean } = {},
  ): Promise<EntityRoles> {
    return this.#get(`/entities/${entityPath(entityRef)}/roles`, options);
  }

  /** {@inheritDoc SessionManagerApi.getRoleReadiness} */
  async getRoleReadiness(
    entityRef: string,
    role: { roleArn: string; region?: string; refresh?: boolean },
  ): Promise<RoleReadiness> {
    return this.#get(`/entities/${entityPath(entityRef)}/readiness`, role);
  }

  /** {@inheritDoc SessionManagerApi.confirmRole} */
  async confirmRole(
    entityRef: string,
    roleArn: string,
  ): Promise<RoleConfirmation> {
    return this.#post(confirmationsPath(entityRef), { roleArn });
  }

  /** {@inheritDoc SessionManagerApi.withdrawRoleConfirmation} */
  async withdrawRoleConfirmation(
    entityRef: string,
    roleArn: string,
  ): Promise<void> {
    await this.#fetch(
      `${confirmationsPath(entityRef)}${queryText({ roleArn })}`,
      { method: 'DELETE' },
    );
  }

  /** {@inheritDoc SessionManagerApi.explainMessage} */
  async explainMessage(request: ExplainRequest): Promise<ExplainedMessage> {
    return this.#post('/explain', request);
  }

  /** {@inheritDoc SessionManagerApi.getEntityInstances} */
  async getEntityInstances(
    entityRef: string,
    options: { accountId?: string; region?: string; refresh?: boolean } = {},
  ): Promise<EntityInstances> {
    return this.#get(`/entities/${entityPath(entityRef)}/instances`, options);
  }

  /** {@inheritDoc SessionManagerApi.getChoices} */
  async getChoices(
    accountId: string,
    kind: ChoiceKind,
    options: { q?: string; region?: string } = {},
  ): Promise<Choices> {
    const account = encodeURIComponent(accountId);
    return this.#get(`/accounts/${account}/${kind}`, options);
  }

  /** {@inheritDoc SessionManagerApi.getAccounts} */
  async getAccounts(): Promise<AccountInfo[]> {
    const { items } = await this.#get<{ items: AccountInfo[] }>('/accounts');
    return items;
  }

  /** {@inheritDoc SessionManagerApi.previewRole} */
  async previewRole(request: PreviewRequest): Promise<RolePreview> {
    return this.#post('/preview', request);
  }

  /** {@inheritDoc SessionManagerApi.listRequests} */
  async listRequests(query: RequestQuery = {}): Promise<RequestList> {
    const { sort, ...rest } = query;
    return this.#get('/requests', {
      ...rest,
      sort: sort && `${sort.field}:${sort.order}`,
    });
  }

  /** {@inheritDoc SessionManagerApi.getRequest} */
  async getRequest(requestId: string): Promise<RequestDetails> {
    return this.#get(`/requests/${encodeURIComponent(requestId)}`);
  }

  /** {@inheritDoc SessionManagerApi.fileRequest} */
  async fileRequest(request: NewRoleRequest): Promise<FiledRequest> {
    return this.#post('/requests', request);
  }

  /** {@inheritDoc SessionManagerApi.decideRequest} */
  async decideRequest(
    requestId: string,
    verb: RequestVerb,
    decision: RequestDecision,
  ): Promise<RoleRequest> {
    return this.#post(
      `/requests/${encodeURIComponent(requestId)}/${verb}`,
      decision,
    );
  }

  /** {@inheritDoc SessionManagerApi.getHandover} */
  async getHandover(handoverId: string): Promise<Handover> {
    return this.#get(`/handovers/${encodeURIComponent(handoverId)}`);
  }

  /** {@inheritDoc SessionManagerApi.openHandover} */
  async openHandover(handoverId: string, key: string): Promise<OpenedHandover> {
    return this.#post(`/handovers/${encodeURIComponent(handoverId)}/open`, {
      key,
    });
  }

  #get<T>(path: string, query: Query = {}): Promise<T> {
    return this.#ask(`${path}${queryText(query)}`);
  }

  #post<T>(path: string, body: object): Promise<T> {
    return this.#ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #ask<T>(path: string, init?: RequestInit): Promise<T> {
    return (await this.#fetch(path, init)).json();
  }

  async #fetch(path: string, init?: RequestInit): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('session-manager');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

type Value = string | number | boolean | undefined;
type Query = Readonly<Record<string, Value | readonly string[]>>;

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [kind, namespace, name].map(encodeURIComponent).join('/');
}

function confirmationsPath(entityRef: string): string {
  return `/entities/${entityPath(entityRef)}/role-confirmations`;
}

/** What is absent, empty or false is the backend's default. */
function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []]
      .flat()
      .filter(Boolean)
      .map(each => [name, String(each)]),
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}
