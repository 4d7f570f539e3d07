import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import type { DefaultApiClient } from 'backstage-plugin-session-manager-common';

/** The operations of the API, each of which is a function with arguments. */
type Operations = Pick<DefaultApiClient, keyof DefaultApiClient>;

/** The operations of the API, whose code is loaded with the first call. */
export function loadedOperations(options: {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}): Operations {
  let loading: Promise<Operations> | undefined;
  const load = () => {
    loading ??= import('./operations').then(
      ({ DefaultApiClient }) => new DefaultApiClient(options),
    );
    // It is loaded again if that failed.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  return new Proxy({} as Operations, {
    get:
      (_, operation: keyof Operations) =>
      async (...request: never[]) => {
        const operations = await load();
        return Reflect.apply(operations[operation], operations, request);
      },
  });
}
