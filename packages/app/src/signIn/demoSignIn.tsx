import { OAuth2 } from '@backstage/core-app-api';
import {
  ApiBlueprint,
  BackstageIdentityApi,
  configApiRef,
  createApiRef,
  discoveryApiRef,
  oauthRequestApiRef,
  OpenIdConnectApi,
  ProfileInfoApi,
  SessionApi,
} from '@backstage/frontend-plugin-api';
import PeopleIcon from '@material-ui/icons/People';

/** Signing in by OpenID Connect: at `yarn start`, as people of the demo. */
export const demoAuthApiRef = createApiRef<
  OpenIdConnectApi & ProfileInfoApi & BackstageIdentityApi & SessionApi
>({ id: 'app.auth.demo' });

export const demoAuthApi = ApiBlueprint.make({
  name: 'auth-demo',
  params: defineParams =>
    defineParams({
      api: demoAuthApiRef,
      deps: {
        configApi: configApiRef,
        discoveryApi: discoveryApiRef,
        oauthRequestApi: oauthRequestApiRef,
      },
      factory: ({ configApi, ...apis }) =>
        OAuth2.create({
          ...apis,
          configApi,
          provider: {
            id: 'oidc',
            title: 'People of the demo',
            icon: () => <PeopleIcon />,
          },
          environment: configApi.getOptionalString('auth.environment'),
          defaultScopes: ['openid', 'profile', 'email'],
        }),
    }),
});
