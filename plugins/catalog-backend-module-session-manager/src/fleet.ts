import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  DefaultApiClient,
  FleetAccount,
  FleetRole,
  responseBody,
} from 'backstage-plugin-session-manager-common';

/** What the session-manager backend knows of the roles of all accounts. */
export interface Fleet {
  readAccounts(): Promise<readonly FleetAccount[]>;
  /** All roles, in pages. Throws if one of them cannot be read. */
  readRoles(): AsyncGenerator<readonly FleetRole[]>;
}

/** The API's limit of roles per page. */
const PAGE_SIZE = 100;

/** Calls the backend as the catalog. */
export function createFleet(
  options: { auth: AuthService; discovery: DiscoveryService },
  signal: AbortSignal,
): Fleet {
  const { auth, discovery } = options;
  const api = new DefaultApiClient({
    discoveryApi: discovery,
    fetchApi: { fetch: (input, init) => fetch(input, { ...init, signal }) },
  });
  const withToken = async () =>
    auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'session-manager',
    });
  return {
    async readAccounts() {
      const { accounts } = await responseBody(
        api.summarizeRoles({ query: {} }, await withToken()),
      );
      return accounts;
    },

    async *readRoles() {
      let cursor: string | undefined;
      do {
        const { items, pageInfo } = await responseBody(
          api.listRoles(
            // By a key that does not change while the pages are read.
            { query: { sort: 'roleName:asc', limit: PAGE_SIZE, cursor } },
            await withToken(),
          ),
        );
        yield items;
        cursor = pageInfo.nextCursor;
      } while (cursor);
    },
  };
}
