import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  ChoiceKind,
  Choices,
  EntityRoles,
  RoleReadiness,
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
    return this.#get(`/entities/${entityPath(entityRef)}/roles`, options);
  }

  /** {@inheritDoc SessionManagerApi.getRoleReadiness} */
  async getRoleReadiness(
    entityRef: string,
    role: { roleArn: string; region?: string; refresh?: boolean },
  ): Promise<RoleReadiness> {
    return this.#get(`/entities/${entityPath(entityRef)}/readiness`, role);
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

  async #get<T>(path: string, query: Query): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('session-manager');
    const response = await this.#fetchApi.fetch(
      `${baseUrl}${path}${queryText(query)}`,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

type Query = Readonly<Record<string, string | boolean | undefined>>;

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [kind, namespace, name].map(encodeURIComponent).join('/');
}

/** What is absent, empty or false is the backend's default. */
function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value ? [[name, String(value)]] : [],
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}
