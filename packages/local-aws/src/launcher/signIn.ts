import { randomBytes } from 'node:crypto';
import { LocalSignIn } from 'local-sign-in';

/** The callback path of Backstage's OpenID Connect module. */
export function redirectUri(backendUrl: string): string {
  return `${backendUrl}/api/auth/oidc/handler/frame`;
}

/**
 * The local sign-in as Backstage's own environment variables. It is not in any
 * configuration file, so that it cannot be used in production.
 * https://backstage.io/docs/conf/writing/#environment-variable-overrides
 */
export function signInOverrides({
  client,
}: Pick<LocalSignIn, 'client'>): Record<string, string> {
  const settings = {
    ...client,
    // Always shows the list of users, so that users can switch.
    prompt: 'login',
    signIn: {
      resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }],
    },
  };
  return {
    APP_CONFIG_auth_providers_oidc_development: JSON.stringify(settings),
    // The module stores its state in a session until the user returns.
    APP_CONFIG_auth_session_secret: JSON.stringify(
      randomBytes(24).toString('base64url'),
    ),
    APP_CONFIG_demo_localSignIn: 'true',
  };
}
