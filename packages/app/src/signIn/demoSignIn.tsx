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

/** Sign-in with OpenID Connect, used by `yarn start` for the demo users. */
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
            title: 'Demo users',
            icon: () => <PeopleIcon />,
          },
          environment: configApi.getOptionalString('auth.environment'),
          defaultScopes: ['openid', 'profile', 'email'],
        }),
    }),
});
