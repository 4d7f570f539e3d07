import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
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
    const folder = await mkdtemp(join(tmpdir(), 'fault-matrix-'));
    // Hundreds of processes start. With what a job does not use left out of one
    // file, and that file compiled once, each takes a fifth of the time.
    const program = join(folder, 'worker.js');
    await build({
      entryPoints: [require.resolve('./worker')],
      outfile: program,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    const cached = { ...env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
    return new Workers(program, cached, folder);
  }

  private readonly waiting: Array<Promise<ChildProcess>> = [];

  private constructor(
    private readonly program: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly folder: string,
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
    await rm(this.folder, { recursive: true, force: true });
  }

  private async startProcess(): Promise<ChildProcess> {
    const child = fork(this.program, {
      env: this.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('A worker did not start.')));
      child.once('message', () => resolve());
    });
    return child;
  }
}
