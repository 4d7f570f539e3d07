import { generateKeyPairSync, randomBytes } from 'node:crypto';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Configuration of `oidc-provider`: one confidential client, consent granted
 * for every user, and keys for the lifetime of the process.
 * https://github.com/panva/node-oidc-provider/blob/main/docs/README.md
 *
 * @param {{ clientId: string; clientSecret: string; redirectUri: string;
 * people: readonly { id: string; name: string; email: string }[] }} options
 */
export function configuration(options) {
  const { clientId, clientSecret, redirectUri, people } = options;
  const accountOf = id => people.find(person => person.id === id);
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    findAccount: (_, id) => {
      const person = accountOf(id);
      return (
        person && {
          accountId: id,
          claims: () => ({
            sub: id,
            name: person.name,
            email: person.email,
            email_verified: true,
          }),
        }
      );
    },
    // The portal is the only client, and a trusted one, so no consent is
    // requested.
    loadExistingGrant: async ctx => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    issueRefreshToken: async () => true,
    interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
    // The portal's client does not send a code challenge.
    pkce: { required: () => false },
    ttl: {
      AccessToken: DAY_SECONDS,
      Grant: DAY_SECONDS,
      IdToken: DAY_SECONDS,
      Interaction: DAY_SECONDS,
      RefreshToken: DAY_SECONDS,
      Session: DAY_SECONDS,
    },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    jwks: { keys: [signingKey()] },
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}
