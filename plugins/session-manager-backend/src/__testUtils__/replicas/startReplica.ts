import { ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, LocalPostgres } from 'local-aws';

/** A backend in a process of its own. */
export interface Replica {
  url: string;
  /** Kills the process without a shutdown. */
  kill(): Promise<void>;
  /** Starts it again, and waits until it is ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const ROOT = resolve(__dirname, '../../../../..');

/** Starts a backend on the database; resolves when it is ready. */
export async function startReplica(options: {
  name: string;
  /** The directory of its configuration and its log. */
  folder: string;
  postgres: LocalPostgres;
  env: NodeJS.ProcessEnv;
  sessionManager: object;
  /** Whether the scaffolder resumes tasks of a backend that died. */
  taskRecovery: boolean;
}): Promise<Replica> {
  const { taskRecovery, name, folder, postgres, env, sessionManager } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const configFile = join(folder, `${name}.yaml`);
  const { host, port: databasePort, user } = postgres;
  await writeFile(
    configFile,
    // JSON is YAML.
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'pg',
          connection: { host, port: databasePort, user },
        },
      },
      auth: { environment: 'development', providers: { header: {} } },
      scaffolder: taskRecovery
        ? { taskRecovery: { enabled: true, staleTimeout: { seconds: 5 } } }
        : {
            taskRecovery: { enabled: false },
            // When tasks of a backend that died are ended. Default: one day.
            taskTimeout: { seconds: 20 },
            taskTimeoutJanitorFrequency: { seconds: 5 },
          },
      aws: { mainAccount: { region: 'us-east-1' } },
      sessionManager,
    }),
  );
  const log = openSync(join(folder, `${name}.log`), 'a');
  const start = async () => {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'replica.ts'),
        ...['--config', configFile],
      ],
      {
        cwd: ROOT,
        env: { ...process.env, ...env, NODE_ENV: 'development' },
        stdio: ['ignore', log, log],
      },
    );
    process.once('exit', () => child.kill('SIGKILL'));
    await untilReady(child, url, join(folder, `${name}.log`));
    return child;
  };
  let child = await start();
  return {
    url,
    kill: () => ended(child, 'SIGKILL'),
    async restart() {
      child = await start();
    },
    stop: () => ended(child, 'SIGKILL'),
  };
}

async function untilReady(
  child: ChildProcess,
  url: string,
  log: string,
): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`).catch(
      () => undefined,
    );
    if (answer?.ok) {
      return;
    }
    await sleep(200);
  }
  throw new Error(
    `The backend exited with code ${child.exitCode}. Its log is ${log}.`,
  );
}

async function ended(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise(done => child.once('exit', done));
    child.kill(signal);
    await gone;
  }
}
