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
  /** The file descriptor for its output; by default that of this process. */
  output?: number;
  /** Ends the program and all its child processes. */
  signal: AbortSignal;
}

/**
 * Runs a program to its end and returns its exit code. When the promise
 * resolves, no child process of the program is left, nor when this process
 * dies.
 */
export function runInProcessGroup(program: GroupedProgram): Promise<number> {
  const { command, cwd, env, signal, output = 'inherit' } = program;
  return new Promise((succeed, fail) => {
    const child = spawn(process.execPath, [WRAPPER, ...command], {
      cwd,
      env,
      // Ctrl-C is sent to the terminal's process group. Outside of it, the
      // wrapper survives and can end its own group in order.
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
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
