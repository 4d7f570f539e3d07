import {
  AuthService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/**
 * The auth service of tests, except that a plugin which asks another one in
 * the name of a user says so, and one that does in the name of a service speaks
 * for itself, as the real one has it: nobody mistakes it for the user or the
 * other service then.
 */
export const authThatTellsActors = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }): AuthService {
    const pluginId = plugin.getId();
    const auth = mockServices.auth({ pluginId });
    return {
      authenticate: (...args) => auth.authenticate(...args),
      isPrincipal: (credentials, type): credentials is never =>
        auth.isPrincipal(credentials, type),
      getNoneCredentials: () => auth.getNoneCredentials(),
      getOwnServiceCredentials: () => auth.getOwnServiceCredentials(),
      getLimitedUserToken: credentials => auth.getLimitedUserToken(credentials),
      listPublicServiceKeys: () => auth.listPublicServiceKeys(),
      async getPluginRequestToken(options) {
        const { onBehalfOf } = options;
        if (!auth.isPrincipal(onBehalfOf, 'user')) {
          return auth.getPluginRequestToken(
            auth.isPrincipal(onBehalfOf, 'service')
              ? {
                  ...options,
                  onBehalfOf: await auth.getOwnServiceCredentials(),
                }
              : options,
          );
        }
        const { userEntityRef } = onBehalfOf.principal;
        const actor = { subject: `plugin:${pluginId}` };
        return { token: mockCredentials.user.token(userEntityRef, { actor }) };
      },
    };
  },
});
