import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { LocalSignIn, startLocalSignIn } from './startLocalSignIn';

const REDIRECT = 'http://localhost:7007/api/auth/oidc/handler/frame';

/** A minimal browser for signing in: it stores cookies. */
function browser() {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...init.headers,
        cookie: [...cookies].map(pair => pair.join('=')).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

describe('the local sign-in', () => {
  let signIn: LocalSignIn;

  beforeAll(async () => {
    signIn = await startLocalSignIn({ redirectUri: REDIRECT });
  });

  afterAll(() => signIn.stop());

  const metadata = async () => (await fetch(signIn.client.metadataUrl)).json();

  /** Starts to sign in, and returns the page with the users. */
  const begin = async (open: ReturnType<typeof browser>) => {
    const { authorization_endpoint } = await metadata();
    const query = new URLSearchParams({
      client_id: signIn.client.clientId,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'openid email profile',
      state: 'as-sent',
      prompt: 'login',
    });
    const begun = await open(`${authorization_endpoint}?${query}`);
    return new URL(begun.headers.get('location') ?? '', signIn.endpoint).href;
  };

  const choose = (person: string) => ({
    method: 'POST',
    body: new URLSearchParams({ person }),
  });

  const tokens = async (grant: Record<string, string>) => {
    const { token_endpoint } = await metadata();
    const { clientId, clientSecret } = signIn.client;
    const response = await fetch(token_endpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
      },
      body: new URLSearchParams(grant),
    });
    return response.json();
  };

  it('signs in the selected user without consent, and again with a refresh token', async () => {
    const open = browser();
    const page = await begin(open);
    expect(await (await open(page)).text()).toContain('Grace Lindqvist');

    const chosen = await open(page, choose('grace'));
    const back = await open(chosen.headers.get('location') ?? '');
    const url = new URL(back.headers.get('location') ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(REDIRECT);
    expect(url.searchParams.get('state')).toBe('as-sent');

    const { refresh_token } = await tokens({
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
    });
    const { access_token } = await tokens({
      grant_type: 'refresh_token',
      refresh_token,
    });
    const { userinfo_endpoint } = await metadata();
    const userinfo = await fetch(userinfo_endpoint, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(await userinfo.json()).toEqual({
      sub: 'grace',
      name: 'Grace Lindqvist',
      email: 'grace@shop.example',
      email_verified: true,
    });
  });

  it('rejects unknown users', async () => {
    const open = browser();
    const chosen = await open(await begin(open), choose('mallory'));
    const back = await open(chosen.headers.get('location') ?? '');

    const url = new URL(back.headers.get('location') ?? '');
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.get('code')).toBeNull();
  });

  it('only redirects to its client', async () => {
    const { authorization_endpoint } = await metadata();
    const query = new URLSearchParams({
      client_id: signIn.client.clientId,
      redirect_uri: 'http://localhost:9999/steal',
      response_type: 'code',
      scope: 'openid',
    });
    const answer = await browser()(`${authorization_endpoint}?${query}`);

    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('reports an expired sign-in', async () => {
    const answer = await fetch(`${signIn.endpoint}/login/long-gone`);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('sign-in has expired');
  });

  it('says what to do if the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      await expect(
        startLocalSignIn({ port, redirectUri: REDIRECT }),
      ).rejects.toThrow(
        `Port ${port} is taken, so the local sign-in cannot start: stop what uses it, or choose another port with LOCAL_SIGN_IN_PORT.`,
      );
    } finally {
      server.close();
    }
  });
});
