import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  AccountInfo,
  EntityRoles,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerApi } from './SessionManagerApi';

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
    return this.#get(`/entities/${path}/roles${query}`);
  }

  /** {@inheritDoc SessionManagerApi.getAccounts} */
  async getAccounts(): Promise<AccountInfo[]> {
    const { items } = await this.#get<{ items: AccountInfo[] }>('/accounts');
    return items;
  }

  async #get<Answer>(path: string): Promise<Answer> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('session-manager');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
