import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalAwsEnv } from 'local-aws';
import { configData } from '../localAws';

const ENTRY = join(__dirname, 'backend.ts');

/** What a task tells. */
export interface TaskState {
  status: string;
  /** The types of its events, in order. */
  events: string[];
  log: string;
}

/** A scaffolder in a process of its own. */
export interface TaskBackend {
  /** Begins a task; gives its id. */
  begin(verb: 'create' | 'delete', roleName: string): Promise<string>;
  cancel(taskId: string): Promise<void>;
  look(taskId: string): Promise<TaskState>;
  /** Waits until the task has come to an end. */
  ended(taskId: string): Promise<TaskState>;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
}

/**
 * Starts a backend with the scaffolder and the module, whose database is in a
 * directory and outlives it.
 */
export async function startTaskBackend(
  directory: string,
  env: LocalAwsEnv,
): Promise<TaskBackend> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const config = join(directory, 'app-config.json');
  await writeFile(config, JSON.stringify(configFor(directory, port)));
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ENTRY,
      '--config',
      config,
    ],
    {
      env: {
        ...withoutAws(process.env),
        ...env,
        NODE_ENV: 'development',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  await whenReady(child);

  const ask = async (path: string, body?: object) => {
    const answer = await fetch(`${origin}/api/scaffolder/v2${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    return answer.json();
  };
  const look = async (taskId: string): Promise<TaskState> => {
    const events: Array<{ type: string; body: { message?: string } }> =
      await ask(`/tasks/${taskId}/events`);
    const { status } = await ask(`/tasks/${taskId}`);
    return {
      status,
      events: events.map(({ type }) => type),
      log: events.map(({ body }) => body.message).join('\n'),
    };
  };
  return {
    begin: async (verb, roleName) => {
      const { id } = await ask('/tasks', {
        templateRef: `template:default/role-${verb}`,
        values: { roleName },
      });
      return id;
    },
    cancel: taskId => ask(`/tasks/${taskId}/cancel`, {}),
    look,
    ended: async taskId => {
      for (;;) {
        const state = await look(taskId);
        if (state.events.includes('completion')) {
          return state;
        }
        await sleep(200);
      }
    },
    kill: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function configFor(directory: string, port: number) {
  return {
    ...configData,
    app: { baseUrl: 'http://127.0.0.1' },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: { directory } },
      auth: { dangerouslyDisableDefaultAuthPolicy: true },
    },
    scaffolder: {
      // A worker tells each second that it lives.
      taskRecovery: { enabled: true, staleTimeout: { seconds: 3 } },
    },
  };
}

function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('AWS_')),
  );
}

function whenReady(child: ChildProcess): Promise<void> {
  let log = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk;
      if (log.includes('Plugin initialization complete')) {
        resolve();
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`It ended:\n${log}`)));
  });
}
