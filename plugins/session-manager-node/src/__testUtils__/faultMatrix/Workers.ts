import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from './worker';

const SPARE = 2;

/** A process that does one job. */
export interface Worker {
  /** Resolves when the process has ended, by itself or killed. */
  work(job: Job): Promise<void>;
  /**
   * Kills the process with SIGKILL, as the out-of-memory killer does; resolves
   * when it is gone.
   */
  kill(): Promise<void>;
}

/** Started processes that wait for a job. */
export class Workers {
  static async start(env: NodeJS.ProcessEnv): Promise<Workers> {
    // The compile cache of the first process makes the others start in a third
    // of the time.
    const cache = await mkdtemp(join(tmpdir(), 'fault-matrix-'));
    return new Workers({ ...env, NODE_COMPILE_CACHE: cache }, cache);
  }

  private readonly waiting: Array<Promise<ChildProcess>> = [];

  private constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly cache: string,
  ) {}

  /** Returns a waiting process and starts another for the next caller. */
  async take(): Promise<Worker> {
    while (this.waiting.length < SPARE) {
      this.waiting.push(this.startProcess());
    }
    const child = await this.waiting.shift()!;
    this.waiting.push(this.startProcess());
    const exited = once(child, 'exit').then(() => undefined);
    return {
      work: job => {
        child.send(job);
        return exited;
      },
      kill: () => {
        child.kill('SIGKILL');
        return exited;
      },
    };
  }

  async stop(): Promise<void> {
    for (const child of await Promise.all(this.waiting)) {
      child.kill('SIGKILL');
    }
    await rm(this.cache, { recursive: true, force: true });
  }

  private async startProcess(): Promise<ChildProcess> {
    const child = fork(require.resolve('./worker'), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      env: this.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('A worker did not start.')));
      // The transform also sends a message for each file that it loads.
      child.on('message', message => message === 'ready' && resolve());
    });
    return child;
  }
}
