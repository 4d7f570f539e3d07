import { CustomErrorBase } from '@backstage/errors';
import { rootFolder } from '../folders';
import { start } from './start';

// By the shells' convention a program that a signal ended exits with 128 and
// the signal's number.
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** `yarn start`: ends with the portal, or with Ctrl-C. */
export async function main(): Promise<void> {
  const stopping = new AbortController();
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (!stopping.signal.aborted) {
        say('Stopping.');
      }
      process.exitCode = exitCode;
      stopping.abort();
    });
  }
  try {
    const exitCode = await start({
      rootDir: rootFolder,
      args: process.argv.slice(2),
      env: process.env,
      progress: say,
      signal: stopping.signal,
    });
    process.exitCode ??= exitCode;
  } catch (error) {
    if (!stopping.signal.aborted) {
      process.exitCode = 1;
      complain(error);
    }
  }
  // Also ends what was still under way: an installation, or the local AWS.
  process.exit();
}

function say(sentence: string): void {
  process.stdout.write(`[start] ${sentence}\n`);
}

/** What was expected says what to do; of anything else the trace is wanted. */
function complain(error: unknown): void {
  const text =
    error instanceof CustomErrorBase ? error.message : (error as Error).stack;
  process.stderr.write(`[start] ${text}\n`);
}
