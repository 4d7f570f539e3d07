import { CustomErrorBase } from '@backstage/errors';
import { LauncherArguments } from './launcherArguments';
import { PortalConfig } from './portalConfig';
import { endOfLog, openPortalLog, PortalLog } from './portalLog';
import { runInProcessGroup } from './processGroup';
import { readinessUrls, untilReady } from './untilReady';

/** The servers of the portal, and where to tell about them. */
export interface PortalRun {
  /** The program that runs the servers, and its arguments. */
  command: readonly string[];
  rootDir: string;
  env: NodeJS.ProcessEnv;
  config: PortalConfig;
  args: LauncherArguments;
  progress: (sentence: string) => void;
  /** Ends the servers. */
  signal: AbortSignal;
  /** After how many milliseconds it says that they are not ready; 90 seconds. */
  lateAfter?: number;
}

const LATE = 90_000;

/** The portal ended by itself, and not well. */
export class PortalEndedError extends CustomErrorBase {
  name = 'PortalEndedError' as const;

  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/**
 * Runs the servers until they end or are stopped, and says when they are ready.
 * Throws a `PortalEndedError` with the end of their log if they failed.
 */
export async function runPortal(run: PortalRun): Promise<number> {
  const { config, args, progress, rootDir } = run;
  const log = args.verbose
    ? undefined
    : await openPortalLog(rootDir, config.app.port);
  progress(
    log
      ? `Starting the portal. Its logs are in ${log.path} (with --verbose, here).`
      : 'Starting the portal.',
  );
  try {
    return await runServers(run, log);
  } finally {
    await log?.file.close();
  }
}

async function runServers(
  run: PortalRun,
  log: PortalLog | undefined,
): Promise<number> {
  const { command, rootDir, env, signal } = run;
  const ended = new AbortController();
  const announcement = announceReady(run, ended.signal, log);
  const exitCode = await runInProcessGroup({
    command,
    cwd: rootDir,
    // The development server opens a browser unless this says otherwise.
    env: { ...env, BROWSER: 'none' },
    signal,
    output: log?.file.fd,
  });
  ended.abort();
  await announcement;
  if (exitCode !== 0 && !signal.aborted && log) {
    throw new PortalEndedError(
      `The portal ended with exit code ${exitCode}. The end of ${log.path}:\n${await endOfLog(log)}`,
      exitCode,
    );
  }
  return exitCode;
}

async function announceReady(
  { config, args: { servers }, progress, signal, lateAfter = LATE }: PortalRun,
  ended: AbortSignal,
  log: PortalLog | undefined,
): Promise<void> {
  if (servers.length === 0) {
    return;
  }
  // Servers that fail to start keep running until their code changes.
  const late = setTimeout(() => {
    const where = log ? ` See its logs in ${log.path}.` : '';
    progress(`The portal is not ready yet.${where}`);
  }, lateAfter);
  const isReady = await untilReady(
    readinessUrls(config, servers),
    AbortSignal.any([signal, ended]),
  );
  clearTimeout(late);
  if (isReady) {
    const { url } = servers.includes('app') ? config.app : config.backend;
    progress(`Ready at ${url} (Ctrl-C stops everything).`);
  }
}
