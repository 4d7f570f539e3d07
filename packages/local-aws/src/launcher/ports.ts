import { createServer, Server } from 'node:net';
import { ConflictError, InputError } from '@backstage/errors';

/** A port that a process is about to listen on. */
export interface WantedPort {
  /** What listens on it, such as "the app". */
  user: string;
  /** The environment variable that selects another port. */
  variable: string;
  port: number;
  /** If absent: every interface. */
  host?: string;
}

/**
 * Returns the port in an environment variable, if it is set. Throws an
 * `InputError` if it is not a valid port.
 */
export function portFrom(
  env: NodeJS.ProcessEnv,
  variable: string,
): number | undefined {
  const text = env[variable];
  if (!text) {
    return undefined;
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new InputError(
      `${variable} is "${text}": set it to a port, a number from 1 to 65535.`,
    );
  }
  return port;
}

/**
 * Throws a `ConflictError` for the first port that cannot be listened on,
 * because another program uses it or two ports are the same.
 */
export async function assertFree(wanted: readonly WantedPort[]): Promise<void> {
  const held: Server[] = [];
  try {
    for (const port of wanted) {
      held.push(await hold(port));
    }
  } finally {
    await Promise.all(
      held.map(server => new Promise(done => server.close(done))),
    );
  }
}

function hold({ user, variable, port, host }: WantedPort): Promise<Server> {
  return new Promise((succeed, fail) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const trouble =
        error.code === 'EADDRINUSE'
          ? 'is taken: stop what uses it, or choose'
          : `cannot be listened on (${error.code}): choose`;
      fail(
        new ConflictError(
          `Port ${port}, for ${user}, ${trouble} another port with ${variable}.`,
        ),
      );
    });
    server.listen({ port, host, exclusive: true }, () => succeed(server));
  });
}
