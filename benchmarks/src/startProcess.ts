import { ChildProcess, fork } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';

// backstage-cli runs the TypeScript of a backend with this transform.
const TRANSFORM = [
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];

/** Runs a module in a process of its own, and waits until it sends `ready`. */
export async function startProcess(
  module: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const child = fork(module, args, {
    execArgv: TRANSFORM,
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () =>
      reject(new ServiceUnavailableError(`${module} did not start.`)),
    );
    // The transform also sends a message for each file that it loads.
    child.on('message', message => message === 'ready' && resolve());
  });
  return child;
}
