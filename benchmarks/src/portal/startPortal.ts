import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { freePort } from 'local-aws';
import { folder } from '../folder';
import { startProcess } from '../startProcess';
import type { Measured } from './process';

/** Durations of tasks that were started concurrently, in milliseconds. */
export interface TaskTimes {
  /** The steps, as measured by the scaffolder. */
  steps: number[];
  /** The tasks, as measured by the scaffolder. */
  tasks: number[];
  /** From the first request to the end of the last task. */
  total: number;
}

/** A backend in a process of its own. */
export interface Portal {
  /**
   * Runs a template with one step for each of the values, concurrently and to
   * the end. Throws the log of a task that fails.
   */
  run(template: string, values: readonly JsonObject[]): Promise<TaskTimes>;
  stop(): void;
}

const CONFIG = join(folder, 'portal');
const LOOK_MS = 50;
const LONGEST_MS = 300_000;

/** Starts a portal that uses the AWS of the environment. */
export async function startPortal(env: NodeJS.ProcessEnv): Promise<Portal> {
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const child = await startProcess(
    require.resolve('./process'),
    ['--config', join(CONFIG, 'app-config.yaml')],
    {
      ...env,
      BENCHMARK_PORT: String(port),
      BENCHMARK_TOKEN: token,
      BENCHMARK_TEMPLATES: join(CONFIG, 'templates.yaml'),
    },
  );
  const ended = once(child, 'exit').then(() => {
    throw new ServiceUnavailableError('The portal of the benchmark has ended.');
  });
  // The process only keeps the parent alive while a result is pending.
  ended.catch(() => {});
  const message = () => {
    const signal = AbortSignal.timeout(LONGEST_MS);
    return Promise.race([once(child, 'message', { signal }), ended]);
  };
  const ask = (path: string, body?: JsonObject) =>
    fetch(`http://localhost:${port}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });

  for (const name of ['create-role', 'delete-role']) {
    const path = `/catalog/entities/by-name/template/default/${name}`;
    while (!(await ask(path)).ok) {
      await sleep(LOOK_MS);
    }
  }

  async function start(template: string, values: JsonObject): Promise<string> {
    const templateRef = `template:default/${template}`;
    const answer = await ask('/scaffolder/v2/tasks', { templateRef, values });
    if (!answer.ok) {
      throw new ServiceUnavailableError(await answer.text());
    }
    return (await answer.json()).id;
  }

  async function expectCompleted(id: string): Promise<void> {
    const path = `/scaffolder/v2/tasks/${id}`;
    for (;;) {
      const { status } = await (await ask(path)).json();
      if (status === 'completed') {
        return;
      }
      if (status === 'failed' || status === 'cancelled') {
        const events: Array<{ body: { message: string } }> = await (
          await ask(`${path}/events`)
        ).json();
        const log = events.map(({ body }) => body.message).join('\n');
        throw new ServiceUnavailableError(`A task has ${status}:\n${log}`);
      }
      await sleep(LOOK_MS);
    }
  }

  return {
    async run(template, values) {
      const times: TaskTimes = { steps: [], tasks: [], total: 0 };
      const note = ({ metric, value }: Measured) => {
        if (metric === 'scaffolder.step.duration') {
          times.steps.push(value * 1000);
        }
        if (metric === 'scaffolder.task.duration') {
          times.tasks.push(value * 1000);
        }
      };
      child.on('message', note);
      const began = performance.now();
      const ids = await Promise.all(values.map(each => start(template, each)));
      // The portal reports the end itself, because polling would slow it down.
      while (times.tasks.length < values.length) {
        await message();
      }
      times.total = performance.now() - began;
      child.off('message', note);
      await Promise.all(ids.map(expectCompleted));
      return times;
    },
    stop: () => {
      child.kill('SIGKILL');
    },
  };
}
