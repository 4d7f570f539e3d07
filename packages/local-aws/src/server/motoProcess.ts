import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { packageFolder } from '../folders';

const SERVER = join(packageFolder, 'server.py');
const LOG_LINES = 8;
const START_TIMEOUT_SECONDS = 60;

interface MotoOptions {
  python: string;
  port: number;
  /** The account of credentials that moto did not create. */
  accountId: string;
  awsManagedPolicies: boolean;
  env: NodeJS.ProcessEnv;
}

/** A running moto server. */
export interface MotoProcess {
  endpoint: string;
  stop(): Promise<void>;
}

/** Starts moto's server and waits until it responds. */
export async function startMoto(options: MotoOptions): Promise<MotoProcess> {
  const { python, port, accountId } = options;
  const child = spawn(python, ['-I', '-u', SERVER, String(port), accountId], {
    env: motoEnv(options),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = () => {
    // All state is in memory, so no graceful shutdown is needed.
    child.kill('SIGKILL');
    return exited;
  };
  try {
    const endpoint = await whenListening(child, port);
    await answer(endpoint);
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// https://docs.getmoto.org/en/latest/docs/configuration/environment_variables.html
function motoEnv({ env, awsManagedPolicies }: MotoOptions): NodeJS.ProcessEnv {
  // The user's own settings are for AWS itself. moto contains botocore, which
  // fails if AWS_PROFILE names a profile that does not exist, and
  // MOTO_ACCOUNT_ID would put all accounts into one: see server.py.
  const others = Object.entries(env).filter(
    ([name]) => !/^(AWS|MOTO)_/.test(name),
  );
  return {
    ...Object.fromEntries(others),
    MOTO_IAM_LOAD_MANAGED_POLICIES: String(awsManagedPolicies),
  };
}

/** Resolves to the endpoint once the server's log contains it. */
function whenListening(child: ChildProcess, port: number): Promise<string> {
  let log = '';
  const listening = new Promise<string>((succeed, fail) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk;
      const endpoint = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(log)?.[1];
      if (endpoint) {
        succeed(endpoint);
      }
    });
    child.once('error', error =>
      fail(notUp(`did not start (${error.message})`, log)),
    );
    // `close` is emitted after the end of the log, `exit` may be emitted
    // earlier.
    child.once('close', () => fail(failure(port, log)));
    AbortSignal.timeout(START_TIMEOUT_SECONDS * 1000).addEventListener(
      'abort',
      () =>
        fail(
          notUp(`did not start within ${START_TIMEOUT_SECONDS} seconds`, log),
        ),
    );
  });
  return listening.finally(() => {
    // The output must still be drained, or moto would block.
    child.stderr?.removeAllListeners('data').resume();
  });
}

function failure(port: number, log: string): Error {
  return /Address already in use|in use by another program/.test(log)
    ? new ConflictError(
        `Port ${port} is taken, so the local AWS cannot start: stop what uses it, or choose another port with LOCAL_AWS_PORT.`,
      )
    : notUp('exited before it responded', log);
}

function notUp(how: string, log: string): Error {
  const last = log.trim().split('\n').slice(-LOG_LINES).join('\n');
  return new ServiceUnavailableError(
    `The local AWS ${how}: delete the folder .local-aws and try again. The end of its log:\n${last || '(empty)'}`,
  );
}

async function answer(endpoint: string): Promise<void> {
  const response = await fetch(`${endpoint}/moto-api/data.json`);
  if (!response.ok) {
    throw new ServiceUnavailableError(
      `The local AWS at ${endpoint} answers ${response.status}: delete the folder .local-aws and try again.`,
    );
  }
  await response.body?.cancel();
}
