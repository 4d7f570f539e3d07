import { CustomErrorBase } from '@backstage/errors';
import { rootFolder } from '../folders';
import { PortalEndedError } from './runPortal';
import { start, StartOptions } from './start';

// By convention of the shells, a program that a signal ended exits with 128
// plus the signal's number.
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** `yarn start`: ends with the portal, or with Ctrl-C. */
export async function main({
  args = process.argv.slice(2),
  portal,
}: Partial<Pick<StartOptions, 'args' | 'portal'>> = {}): Promise<void> {
  const stopping = new AbortController();
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (!stopping.signal.aborted) {
        print('Stopping.');
      }
      process.exitCode = exitCode;
      stopping.abort();
    });
  }
  try {
    const exitCode = await start({
      rootDir: rootFolder,
      args,
      portal,
      env: process.env,
      progress: print,
      signal: stopping.signal,
    });
    process.exitCode ??= exitCode;
  } catch (error) {
    if (!stopping.signal.aborted) {
      process.exitCode = error instanceof PortalEndedError ? error.exitCode : 1;
      complain(error);
    }
  }
  // Also ends what is still in progress: an installation, or the local AWS.
  process.exit();
}

function print(sentence: string): void {
  process.stdout.write(`[start] ${sentence}\n`);
}

/**
 * Expected errors print what to do; for any other error the stack trace is shown.
 */
function complain(error: unknown): void {
  const text =
    error instanceof CustomErrorBase ? error.message : (error as Error).stack;
  process.stderr.write(`[start] ${text}\n`);
}
