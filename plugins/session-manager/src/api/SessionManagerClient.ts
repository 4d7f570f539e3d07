import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  EntityRoles,
  FiledRequest,
  NewRoleRequest,
  RequestDecision,
  RequestDetails,
  RequestList,
  RequestQuery,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { requestParams } from './requestParams';
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
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    const query = options.refresh ? '?refresh=true' : '';
    return this.#ask(`/entities/${path}/roles${query}`);
  }

  /** {@inheritDoc SessionManagerApi.listRequests} */
  async listRequests(query: RequestQuery = {}): Promise<RequestList> {
    const params = requestParams(query).toString();
    return this.#ask(`/requests${params && `?${params}`}`);
  }

  /** {@inheritDoc SessionManagerApi.getRequest} */
  async getRequest(requestId: string): Promise<RequestDetails> {
    return this.#ask(`/requests/${encodeURIComponent(requestId)}`);
  }

  /** {@inheritDoc SessionManagerApi.fileRequest} */
  async fileRequest(request: NewRoleRequest): Promise<FiledRequest> {
    return this.#ask('/requests', request);
  }

  /** {@inheritDoc SessionManagerApi.decideRequest} */
  async decideRequest(
    requestId: string,
    verb: RequestVerb,
    decision: RequestDecision,
  ): Promise<RoleRequest> {
    return this.#ask(
      `/requests/${encodeURIComponent(requestId)}/${verb}`,
      decision,
    );
  }

  /** Gets what is at the path, or posts the body to it. */
  async #ask<T>(path: string, body?: object): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('session-manager');
    const response = await this.#fetchApi.fetch(
      `${baseUrl}${path}`,
      body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
