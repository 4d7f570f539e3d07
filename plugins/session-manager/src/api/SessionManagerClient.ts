import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { EntityRoles } from 'backstage-plugin-session-manager-common';
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
    const baseUrl = await this.#discoveryApi.getBaseUrl('session-manager');
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    const query = options.refresh ? '?refresh=true' : '';
    const response = await this.#fetchApi.fetch(
      `${baseUrl}/entities/${path}/roles${query}`,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
