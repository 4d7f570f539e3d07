import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import { packageFolder, rootFolder } from '../folders';
import { isAlive, withLock } from './lock';
import { findPython, Python } from './python';
import { run } from './run';

const DEFAULT_FOLDER = join(rootFolder, '.local-aws');

/**
 * Where and how moto is installed.
 *
 * @public
 */
export interface InstallOptions {
  /** Folder of the virtual environments. Default: `.local-aws`. */
  folder?: string;
  /** Receives progress messages in sentences. */
  progress?: (sentence: string) => void;
  /** Default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Python packages that are installed together.
 *
 * @public
 */
export interface Packages {
  /** Such as `the local AWS`. */
  title: string;
  /** Such as `moto, about 300 MB`. */
  content: string;
  /**
   * The file that pins all packages with hashes; in this package, or an
   * absolute path.
   */
  requirements: string;
}

/**
 * The packages of the local AWS.
 *
 * @public
 */
export const MOTO: Packages = {
  title: 'the local AWS',
  content: 'moto, about 300 MB',
  requirements: 'requirements.txt',
};

/**
 * The packages that check policies, CloudFormation and Terraform.
 *
 * @public
 */
export const LINTERS: Packages = {
  title: 'the linters of the tests',
  content: 'cfn-lint, parliament and python-hcl2, about 220 MB',
  requirements: 'requirements-linters.txt',
};

/**
 * The packages that test an HTTP API against its OpenAPI document.
 *
 * @public
 */
export const SCHEMATHESIS: Packages = {
  title: 'Schemathesis',
  content: 'about 130 MB',
  requirements: 'requirements-schemathesis.txt',
};

/**
 * The packages that build the documentation as TechDocs does.
 *
 * @public
 */
export const TECHDOCS: Packages = {
  title: 'MkDocs with the plugins of TechDocs',
  content: 'mkdocs-techdocs-core, about 170 MB',
  requirements: 'requirements-docs.txt',
};

/**
 * Ensures that packages are installed exactly as their requirements pin them,
 * and returns the path of the Python that has them.
 *
 * @public
 */
export async function installPackages(
  packages: Packages,
  options: InstallOptions,
): Promise<string> {
  const { folder = DEFAULT_FOLDER, env = process.env, progress } = options;
  const python = await findPython(env);
  // Other requirements or another Python version use another environment.
  const stamp = createHash('sha256')
    .update(await readFile(fileOf(packages)))
    .update(`${python.identity} ${process.platform} ${process.arch}`)
    .digest('hex')
    .slice(0, 12);
  const venv = join(folder, `venv-${stamp}`);
  if (!existsSync(venv)) {
    await mkdir(folder, { recursive: true });
    await withLock(join(folder, 'lock'), async () => {
      if (!existsSync(venv)) {
        progress?.(
          `Installing ${packages.title} (${packages.content}); this is done once.`,
        );
        await create(venv, python, packages, env);
      }
    });
  }
  return pythonOf(venv);
}

/** The environment only appears under its name when it is complete. */
async function create(
  venv: string,
  python: Python,
  packages: Packages,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await removeLeftovers(dirname(venv));
  const unfinished = `${venv}.${process.pid}`;
  try {
    await fill(unfinished, python, packages, env);
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
  packages: Packages,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const created = await run(python.command, ['-m', 'venv', venv], env);
  if (created.code !== 0) {
    throw new ServiceUnavailableError(
      `"${python.command} -m venv" failed, so ${packages.title} cannot be installed: ${lastLine(created.output)}`,
    );
  }
  const installed = await run(
    pythonOf(venv),
    ['-m', 'pip', 'install', '--require-hashes', '-r', fileOf(packages)],
    // pip must not wait for interactive input.
    { ...env, PIP_NO_INPUT: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' },
  );
  if (installed.code !== 0) {
    throw new ServiceUnavailableError(pipFailure(packages, installed.output));
  }
}

const UNREACHABLE =
  /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|SSLError|NameResolutionError|No matching distribution found/;
const WRONG_HASH = /DO NOT MATCH THE HASHES/;

function pipFailure({ title, requirements }: Packages, output: string): string {
  if (WRONG_HASH.test(output)) {
    return `pip got a file that differs from what ${requirements} pins: use PyPI or a faithful mirror of it as pip’s index (PIP_INDEX_URL), then try again.`;
  }
  if (UNREACHABLE.test(output)) {
    return `pip cannot get ${title} from PyPI: connect to the internet, or name a mirror that you can reach in pip’s configuration or PIP_INDEX_URL, then try again.`;
  }
  return `pip could not install ${title}: ${lastLine(output)}`;
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

function fileOf({ requirements }: Packages): string {
  return resolve(packageFolder, requirements);
}

function pythonOf(venv: string): string {
  return process.platform === 'win32'
    ? join(venv, 'Scripts', 'python.exe')
    : join(venv, 'bin', 'python');
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? 'no output';
}
