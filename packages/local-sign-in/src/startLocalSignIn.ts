import { ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { demoPeople, Person } from './people';

/**
 * Options of {@link startLocalSignIn}.
 *
 * @public
 */
export interface LocalSignInOptions {
  /**
   * A TCP port of the loopback interface; 0, the default, selects a free port.
   */
  port?: number;
  /** The redirect URI of the portal's backend. */
  redirectUri: string;
  /** Users who can sign in. Default: {@link demoPeople}. */
  people?: readonly Person[];
}

/**
 * A running OpenID Connect provider that lets every visitor choose a user.
 *
 * @public
 */
export interface LocalSignIn {
  /** `http://127.0.0.1:<port>`, the issuer. */
  endpoint: string;
  /** The client's credentials; the secret changes with each start. */
  client: { clientId: string; clientSecret: string; metadataUrl: string };
  /** Ends the process; resolves when it has ended. May be called twice. */
  stop(): Promise<void>;
}

const SERVE = join(
  require.resolve('local-sign-in/package.json'),
  '../bin/serve.mjs',
);

/**
 * Starts the provider in a process of its own that ends with this one, and
 * waits until it responds. Throws a `ConflictError` if the port is in use.
 *
 * @public
 */
export async function startLocalSignIn({
  port = 0,
  redirectUri,
  people = demoPeople,
}: LocalSignInOptions): Promise<LocalSignIn> {
  const client = {
    clientId: 'portal',
    clientSecret: randomBytes(24).toString('base64url'),
  };
  const child = fork(SERVE, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const stop = async () => {
    // All state is in memory, so no graceful shutdown is needed.
    child.kill('SIGKILL');
    await exited;
  };
  try {
    child.send({ port, redirectUri, people, ...client });
    const endpoint = await endpointOf(child, port);
    const metadataUrl = `${endpoint}/.well-known/openid-configuration`;
    return { endpoint, client: { ...client, metadataUrl }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function endpointOf(child: ChildProcess, port: number): Promise<string> {
  const answer = await Promise.race([
    once(child, 'message').then(([message]) => message),
    once(child, 'exit').then(() => ({ error: 'it ended' })),
  ]);
  if (answer.endpoint) {
    return answer.endpoint;
  }
  throw answer.error === 'EADDRINUSE'
    ? new ConflictError(
        `Port ${port} is taken, so the local sign-in cannot start: stop what uses it, or choose another port with LOCAL_SIGN_IN_PORT.`,
      )
    : new ServiceUnavailableError(
        `The local sign-in did not start: ${answer.error}.`,
      );
}
