import { spawn } from 'node:child_process';

/** How a program ended, and all that it wrote. */
export interface Finished {
  /** `null` where the program could not be started, or was killed. */
  code: number | null;
  output: string;
}

/**
 * Runs a program to its end, without a shell and without input. It does not
 * outlive this process.
 */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Finished> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const kill = () => child.kill();
    process.once('exit', kill);
    const finish = (finished: Finished) => {
      process.off('exit', kill);
      resolve(finished);
    };
    child.on('error', error => finish({ code: null, output: error.message }));
    child.on('close', code => finish({ code, output }));
  });
}
