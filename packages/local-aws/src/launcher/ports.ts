import { createServer, Server } from 'node:net';
import { ConflictError, InputError } from '@backstage/errors';

/** A port that something is about to listen on. */
export interface WantedPort {
  /** What listens there, as in "the app". */
  user: string;
  /** The environment variable that chooses another one. */
  variable: string;
  port: number;
  /** Absent: every interface. */
  host?: string;
}

/**
 * The port that an environment variable chooses, if it does. Throws an
 * `InputError` where it holds no port.
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
 * Throws a `ConflictError` that names the first port that cannot be listened
 * on, be it that another program does, or that two of these are the same.
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
