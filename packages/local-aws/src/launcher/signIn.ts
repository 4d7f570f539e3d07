import { randomBytes } from 'node:crypto';
import { LocalSignIn } from 'local-sign-in';

/** Where Backstage's OpenID Connect module lets people come back to. */
export function redirectUri(backendUrl: string): string {
  return `${backendUrl}/api/auth/oidc/handler/frame`;
}

/**
 * The local sign-in as Backstage's own environment variables: it is in no
 * configuration file, so that none of production can have it.
 * https://backstage.io/docs/conf/writing/#environment-variable-overrides
 */
export function signInOverrides({
  client,
}: Pick<LocalSignIn, 'client'>): Record<string, string> {
  const settings = {
    ...client,
    // Whoever comes back may want to be someone else.
    prompt: 'login',
    signIn: {
      resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }],
    },
  };
  return {
    APP_CONFIG_auth_providers_oidc_development: JSON.stringify(settings),
    // The module keeps what it sent in a session until people come back.
    APP_CONFIG_auth_session_secret: JSON.stringify(
      randomBytes(24).toString('base64url'),
    ),
    APP_CONFIG_demo_localSignIn: 'true',
  };
}
