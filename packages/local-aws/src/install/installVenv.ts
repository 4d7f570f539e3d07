import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import { rootFolder } from '../folders';
import { isAlive, withLock } from './lock';
import { findPython, Python } from './python';
import { run } from './run';

/**
 * How programs from PyPI are installed.
 *
 * @public
 */
export interface InstallOptions {
  /** Where virtual environments are kept. Default: `.local-aws`. */
  folder?: string;
  /** Says what is going on, in sentences. */
  progress?: (sentence: string) => void;
  /** Default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
}

/**
 * What is installed.
 *
 * @public
 */
export interface Requirements {
  /** A file for pip that pins everything with hashes. */
  file: string;
  /** As it is called in a sentence. */
  name: string;
  /** What it consists of, and its size. */
  what: string;
}

const DEFAULT_FOLDER = join(rootFolder, '.local-aws');

/**
 * Makes sure that a virtual environment has exactly what the requirements pin,
 * and gives the path of its Python. Throws an error of one sentence that says
 * what to do where there is no fit Python or no way to PyPI.
 *
 * @public
 */
export async function installVenv(
  requirements: Requirements,
  options: InstallOptions,
): Promise<string> {
  const { folder = DEFAULT_FOLDER, env = process.env, progress } = options;
  const python = await findPython(env);
  // Another list of requirements or another Python is another environment.
  const stamp = createHash('sha256')
    .update(await readFile(requirements.file))
    .update(`${python.identity} ${process.platform} ${process.arch}`)
    .digest('hex')
    .slice(0, 12);
  const venv = join(folder, `venv-${stamp}`);
  if (!existsSync(venv)) {
    await mkdir(folder, { recursive: true });
    await withLock(join(folder, 'lock'), async () => {
      if (!existsSync(venv)) {
        progress?.(
          `Installing ${requirements.name} (${requirements.what}); this is done once.`,
        );
        await create(venv, python, requirements, env);
      }
    });
  }
  return pythonOf(venv);
}

/** The environment appears under its name whole or not at all. */
async function create(
  venv: string,
  python: Python,
  requirements: Requirements,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await removeLeftovers(dirname(venv));
  const unfinished = `${venv}.${process.pid}`;
  try {
    await fill(unfinished, python, requirements, env);
    await rename(unfinished, venv);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(venv)) {
      throw error;
    }
  }
}

async function fill(
  venv: string,
  python: Python,
  { name, file }: Requirements,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const made = await run(python.command, ['-m', 'venv', venv], env);
  if (made.code !== 0) {
    throw new ServiceUnavailableError(
      `"${python.command} -m venv" failed, so ${name} is not installed: ${lastLine(made.output)}`,
    );
  }
  const installed = await run(
    pythonOf(venv),
    ['-m', 'pip', 'install', '--require-hashes', '-r', file],
    // Asked as a question, pip would wait for ever.
    { ...env, PIP_NO_INPUT: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' },
  );
  if (installed.code !== 0) {
    throw new ServiceUnavailableError(pipFailure(name, installed.output));
  }
}

const UNREACHABLE =
  /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError|NameResolutionError|No matching distribution found/;
const WRONG_HASH = /DO NOT MATCH THE HASHES/;

function pipFailure(name: string, output: string): string {
  if (WRONG_HASH.test(output)) {
    return 'pip got a file that differs from what requirements.txt pins: use PyPI or a faithful mirror of it as pip’s index (PIP_INDEX_URL), then try again.';
  }
  if (UNREACHABLE.test(output)) {
    return `pip cannot get ${name} from PyPI: connect to the internet, or name a mirror that you can reach in pip’s configuration or PIP_INDEX_URL, then try again.`;
  }
  return `pip could not install ${name}: ${lastLine(output)}`;
}

async function removeLeftovers(folder: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter(name => {
    const pid = /^venv-\w+\.(\d+)$/.exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
  await Promise.all(
    leftovers.map(name =>
      rm(join(folder, name), { recursive: true, force: true }),
    ),
  );
}

function pythonOf(venv: string): string {
  return process.platform === 'win32'
    ? join(venv, 'Scripts', 'python.exe')
    : join(venv, 'bin', 'python');
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? 'it said nothing';
}
