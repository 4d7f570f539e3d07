import { spawn } from 'node:child_process';

/** The exit code and output of a program. */
export interface Finished {
  /** `null` if the program could not be started or was killed. */
  code: number | null;
  output: string;
}

/**
 * Runs a program to its end, without a shell and without input. It ends with
 * this process.
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
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
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
