import { createBackend } from '@backstage/backend-defaults';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModule from 'backstage-plugin-scaffolder-backend-module-session-manager';
import plugin from '../../index';
import { entities } from './entities';

/**
 * Signs in the user that the header `x-user` names, so it is for tests only.
 */
const signIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'header-provider',
  register: env =>
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      init: async ({ providers }) =>
        providers.registerProvider({
          providerId: 'header',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              authenticate: async ({ req }) => ({
                result: { name: req.header('x-user') ?? '' },
              }),
            }),
            signInResolver: async ({ result: { name } }, context) => {
              const ref = `user:default/${name}`;
              return context.issueToken({ claims: { sub: ref, ent: [ref] } });
            },
          }),
        }),
    }),
});

// A process of its own, so that tests can kill it.
const backend = createBackend();
// Backstage's own compiles the schemas of all configuration, to redact secrets:
// half of what a start takes.
backend.add(mockServices.rootLogger.factory({ level: 'warn' }));
backend.add(authPlugin);
backend.add(signIn);
backend.add(catalogServiceMock.factory({ entities }));
backend.add(
  createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({ send: async () => {} }),
  }),
);
backend.add(scaffolderPlugin);
backend.add(scaffolderModule);
backend.add(plugin);
backend.start();
