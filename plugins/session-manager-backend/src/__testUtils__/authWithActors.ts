import {
  AuthService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/**
 * The auth service of tests, except that tokens name the actor, as those of the
 * real one do: a plugin that calls another on behalf of a user is recorded as
 * the actor, and one that calls on behalf of a service is the principal itself.
 * So it is not mistaken for the user or the other service.
 */
export const authWithActors = createServiceFactory({
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
