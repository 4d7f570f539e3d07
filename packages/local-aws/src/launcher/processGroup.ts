import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageFolder } from '../folders';

const WRAPPER = join(packageFolder, 'bin/processGroup.mjs');

/** What to run, and until when. */
export interface GroupedProgram {
  /** The program and its arguments. */
  command: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Ends the program and all that it started. */
  signal: AbortSignal;
}

/**
 * Runs a program to its end and gives its exit code. When the promise settles
 * nothing that the program started is left; nor is it when this process dies.
 */
export function runInProcessGroup(program: GroupedProgram): Promise<number> {
  const { command, cwd, env, signal } = program;
  return new Promise((succeed, fail) => {
    const child = spawn(process.execPath, [WRAPPER, ...command], {
      cwd,
      env,
      // Ctrl-C reaches everybody in the terminal's process group. Outside of
      // it the wrapper lives on, to end its group in order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const letGo = () => {
      if (child.connected) {
        child.disconnect();
      }
    };
    signal.addEventListener('abort', letGo, { once: true });
    child.once('error', fail);
    child.once('exit', code => {
      signal.removeEventListener('abort', letGo);
      succeed(code ?? 1);
    });
    if (signal.aborted) {
      letGo();
    }
  });
}
