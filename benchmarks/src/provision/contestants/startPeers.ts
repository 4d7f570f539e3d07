import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { installPackages } from 'local-aws';
import { folder as benchmarks } from '../../folder';

/** The folder of the peers' scripts. */
export const SCRIPTS = join(benchmarks, 'peers');

/** Programs from PyPI, and a folder for their input. */
export interface Peers {
  /** Why they are not available. */
  absent?: string;
  /**
   * Runs a program to its end, with the peers' Python as `python`; returns its
   * duration in milliseconds.
   */
  run(
    program: string,
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
  ): Promise<number>;
  /** Writes JSON to a file; returns its path. */
  file(name: string, content: unknown): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Installs the peers in a virtual environment of the benchmark, if they are not
 * installed yet. If that fails, they are absent.
 */
export async function startPeers(
  env: NodeJS.ProcessEnv,
  progress: (sentence: string) => void,
): Promise<Peers> {
  try {
    return await install(env, progress);
  } catch (error) {
    const absent = error instanceof Error ? error.message : String(error);
    const refuse = () => Promise.reject(error);
    return { absent, run: refuse, file: refuse, stop: async () => {} };
  }
}

async function install(
  env: NodeJS.ProcessEnv,
  progress: (sentence: string) => void,
): Promise<Peers> {
  const python = await installPackages(
    {
      requirements: join(SCRIPTS, 'requirements.txt'),
      title: 'the tools to compare with',
      content: 'AWS CLI and Ansible, about 750 MB',
    },
    { folder: join(benchmarks, '.peers'), progress },
  );
  const folder = await mkdtemp(join(tmpdir(), 'bench-provision-'));
  const own = {
    ...env,
    PATH: [dirname(python), env.PATH].join(delimiter),
    // The user's own configuration must not affect the result.
    HOME: folder,
    // botocore has a different name for it.
    AWS_DEFAULT_REGION: env.AWS_REGION,
  };
  return {
    async run(program, args, more) {
      const began = performance.now();
      await promisify(execFile)(program, args, { env: { ...own, ...more } });
      return performance.now() - began;
    },
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, JSON.stringify(content));
      return path;
    },
    stop: () => rm(folder, { recursive: true }),
  };
}
