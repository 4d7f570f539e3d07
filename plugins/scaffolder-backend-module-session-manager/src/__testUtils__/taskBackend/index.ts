import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalAwsEnv } from 'local-aws';
import { configData } from '../localAws';

const ENTRY = join(__dirname, 'backend.ts');

/** The state of a task. */
export interface TaskState {
  status: string;
  /** The types of its events, in order. */
  events: string[];
  log: string;
}

/** A scaffolder in a separate process. */
export interface TaskBackend {
  /** Starts a task; returns its id. */
  begin(verb: 'create' | 'delete', roleName: string): Promise<string>;
  cancel(taskId: string): Promise<void>;
  getTask(taskId: string): Promise<TaskState>;
  /** Waits until the task has ended. */
  ended(taskId: string): Promise<TaskState>;
  /** Kills the process, as in a crash. */
  kill(): Promise<void>;
}

/**
 * Starts a backend with the scaffolder and the module, whose database is in a
 * directory and survives the process.
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
  const getTask = async (taskId: string): Promise<TaskState> => {
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
    getTask,
    ended: async taskId => {
      for (;;) {
        const state = await getTask(taskId);
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
      // A worker sends a heartbeat every second.
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
