import { NotFoundError, NotImplementedError } from '@backstage/errors';
import { run } from './run';

/** A Python that can create virtual environments. */
export interface Python {
  command: string;
  /** Changes when another Python is used. */
  identity: string;
}

const OLDEST = [3, 10] as const;

// Must run on any Python version, so that an old version is distinguished from
// a missing Python. Debian has `ensurepip` in a separate package, python3-venv.
const PROBE = `
import json, sys
try:
    import ensurepip, venv
    complete = True
except ImportError:
    complete = False
print(json.dumps({
    "major": sys.version_info[0],
    "minor": sys.version_info[1],
    "executable": sys.executable,
    "complete": complete,
}))
`;

interface Probe {
  major: number;
  minor: number;
  executable: string;
  complete: boolean;
}

/**
 * Returns the Python that `PYTHON` names, or `python3`. Throws if it is
 * missing, too old or incomplete.
 */
export async function findPython(env: NodeJS.ProcessEnv): Promise<Python> {
  const command =
    env.PYTHON || (process.platform === 'win32' ? 'python' : 'python3');
  const { code, output } = await run(command, ['-c', PROBE], env);
  if (code !== 0) {
    throw new NotFoundError(
      `The local AWS needs Python ${OLDEST.join('.')} or later, and "${command}" does not run: install Python, or set PYTHON to where it is.`,
    );
  }
  const probe: Probe = JSON.parse(output);
  const version = `${probe.major}.${probe.minor}`;
  if (!isRecent(probe)) {
    throw new NotImplementedError(
      `The local AWS needs Python ${OLDEST.join('.')} or later, and "${command}" is Python ${version}: install a newer one, or set PYTHON to where it is.`,
    );
  }
  if (!probe.complete) {
    throw new NotImplementedError(
      `Python ${version} ("${command}") cannot create virtual environments: install its venv module (on Debian and Ubuntu the package python3-venv), or set PYTHON to another Python.`,
    );
  }
  return { command, identity: `${version} ${probe.executable}` };
}

function isRecent({ major, minor }: Probe): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
