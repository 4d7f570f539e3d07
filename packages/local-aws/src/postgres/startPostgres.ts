import { ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import knexFactory from 'knex';
import { freePort } from './freePort';

const run = promisify(execFile);

/**
 * A PostgreSQL server for tests.
 *
 * @public
 */
export interface LocalPostgres {
  host: string;
  port: number;
  user: string;
  /** Kills the server at once, as a power failure does. */
  crash(): Promise<void>;
  /** Starts it again with its data. */
  restart(): Promise<void>;
  /** Stops the server; resolves when it and its data are gone. */
  stop(): Promise<void>;
}

/**
 * The directory of PostgreSQL's programs, or a sentence on what is missing.
 *
 * @public
 */
export type PostgresPrograms = { folder: string } | { missing: string };

/**
 * Looks in PATH and in Debian's directory for server programs.
 *
 * @public
 */
export function findPostgres(): PostgresPrograms {
  const folder = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versionsIn('/usr/lib/postgresql'),
  ].find(candidate =>
    ['initdb', 'postgres'].every(program => isThere(join(candidate, program))),
  );
  return folder
    ? { folder }
    : {
        missing:
          'PostgreSQL’s programs initdb and postgres are neither in PATH nor in /usr/lib/postgresql. Install the package postgresql.',
      };
}

/**
 * Starts an empty server on the loopback interface.
 *
 * @public
 */
export async function startPostgres(folder: string): Promise<LocalPostgres> {
  const account = await accountToRunAs();
  const data = await mkdtemp(join(tmpdir(), 'session-manager-postgres-'));
  if (account) {
    await chown(data, account.uid, account.gid);
  }
  const port = await freePort();
  await run(
    join(folder, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--no-sync',
    ],
    { ...account, cwd: data },
  );
  const start = async () => {
    const server = spawn(
      join(folder, 'postgres'),
      [
        ['-D', data],
        ['-h', '127.0.0.1'],
        ['-p', String(port)],
        ['-k', data],
        ['-c', 'max_connections=200'],
      ].flat(),
      { ...account, cwd: data, stdio: 'ignore' },
    );
    process.once('exit', () => server.kill('SIGKILL'));
    await untilReady(port, server);
    return server;
  };
  let server = await start();
  return {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    crash: () => ended(server, 'SIGKILL'),
    async restart() {
      server = await start();
    },
    async stop() {
      // https://www.postgresql.org/docs/15/server-shutdown.html: fast.
      await ended(server, 'SIGINT');
      await rm(data, { recursive: true, force: true });
    },
  };
}

function versionsIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder).map(version => join(folder, version, 'bin'))
    : [];
}

function isThere(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL does not run as root, so root runs it as one of these users. */
async function accountToRunAs() {
  if (userInfo().uid !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async flag => (await run('id', [flag, name])).stdout),
      );
      return { uid: Number(uid), gid: Number(gid) };
    } catch {
      // The user does not exist.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and the users postgres and nobody do not exist.',
  );
}

async function untilReady(port: number, server: ChildProcess): Promise<void> {
  const knex = knexFactory({
    client: 'pg',
    connection: { host: '127.0.0.1', port, user: 'postgres' },
    pool: { min: 0, max: 1 },
    // The server is still starting.
    log: { warn: () => {} },
  });
  try {
    while (server.exitCode === null) {
      const isReady = await knex.raw('select 1').then(
        () => true,
        () => false,
      );
      if (isReady) {
        return;
      }
      await sleep(50);
    }
    throw new Error(`PostgreSQL exited with code ${server.exitCode}.`);
  } finally {
    await knex.destroy();
  }
}

async function ended(
  server: ChildProcess,
  signal: NodeJS.Signals,
): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const gone = new Promise(done => server.once('exit', done));
    server.kill(signal);
    await gone;
  }
}
