import { seedDemoFleet } from '../fleet/seedDemoFleet';
import { startLocalAws } from '../server/startLocalAws';
import { LocalSignIn, startLocalSignIn } from 'local-sign-in';
import { AwsChoice, chooseAws, withLocalAws } from './chooseAws';
import { launcherArguments, Server } from './launcherArguments';
import { assertFree, portFrom, WantedPort } from './ports';
import { PortalConfig, portOverrides, readPortalConfig } from './portalConfig';
import { runPortal } from './runPortal';
import { redirectUri, signInOverrides } from './signIn';

const DEFAULT_LOCAL_AWS_PORT = 5566;
const DEFAULT_LOCAL_SIGN_IN_PORT = 5567;

/** Options of `yarn start`. */
export interface StartOptions {
  /** The folder of the repository. */
  rootDir: string;
  /** `--verbose`, and arguments for `backstage-cli repo start`. */
  args: readonly string[];
  /** The program that runs the servers; by default `backstage-cli repo start`. */
  portal?: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Receives progress messages in sentences. */
  progress: (sentence: string) => void;
  /** Stops everything. */
  signal: AbortSignal;
}

/**
 * Runs the portal until it ends or is stopped, with a local AWS if needed, and
 * returns its exit code. If something is missing, or the portal fails, throws an
 * error that says what to do. If it is stopped before the portal runs,
 * throws the signal's reason; work in progress then ends with this process.
 */
export async function start(options: StartOptions): Promise<number> {
  const { rootDir, progress, signal, portal = backstageCli() } = options;
  const args = launcherArguments(options.args);
  const env = { ...options.env, ...portOverrides(options.env) };
  const config = await readPortalConfig(rootDir, args.forCli, env);
  const choice = chooseAws(env, config);
  const awsPort = portFrom(env, 'LOCAL_AWS_PORT') ?? DEFAULT_LOCAL_AWS_PORT;
  const signInPort =
    portFrom(env, 'LOCAL_SIGN_IN_PORT') ?? DEFAULT_LOCAL_SIGN_IN_PORT;
  await assertFree(
    wantedPorts(config, choice, args.servers, { awsPort, signInPort }),
  );
  progress(announcement(choice));
  const aws =
    choice.kind === 'local'
      ? await unlessAborted(
          startLocalAws({ port: awsPort, env, progress }),
          signal,
        )
      : undefined;
  let signIn: LocalSignIn | undefined;
  try {
    if (aws) {
      progress(
        `The local AWS listens at ${aws.endpoint}. Creating the demo fleet.`,
      );
      await unlessAborted(seedDemoFleet(aws.env, progress), signal);
    }
    if (config.localSignIn) {
      signIn = await startLocalSignIn({
        port: signInPort,
        redirectUri: redirectUri(config.backend.url),
      });
      progress(`Users of the demo sign in at ${signIn.endpoint}.`);
    }
    return await runPortal({
      command: [...portal, ...args.forCli],
      rootDir,
      config,
      args,
      progress,
      env: {
        ...(aws ? withLocalAws(env, { ...aws.env }) : env),
        ...(signIn && signInOverrides(signIn)),
      },
      signal,
    });
  } finally {
    await Promise.all([signIn?.stop(), aws?.stop()]);
  }
}

/** The result of the work, or the signal's reason if that comes first. */
async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
  return Promise.race([work, aborted]);
}

function wantedPorts(
  { app, backend, localSignIn }: PortalConfig,
  choice: AwsChoice,
  servers: readonly Server[],
  { awsPort, signInPort }: { awsPort: number; signInPort: number },
): WantedPort[] {
  const host = '127.0.0.1';
  return [
    ...(choice.kind === 'local'
      ? [
          {
            user: 'the local AWS',
            variable: 'LOCAL_AWS_PORT',
            host,
            port: awsPort,
          },
        ]
      : []),
    ...(localSignIn
      ? [
          {
            user: 'the local sign-in',
            variable: 'LOCAL_SIGN_IN_PORT',
            host,
            port: signInPort,
          },
        ]
      : []),
    ...(servers.includes('app')
      ? [{ user: 'the app', variable: 'APP_PORT', ...app }]
      : []),
    ...(servers.includes('backend')
      ? [{ user: 'the backend', variable: 'BACKEND_PORT', ...backend }]
      : []),
  ];
}

function announcement(choice: AwsChoice): string {
  switch (choice.kind) {
    case 'emulator':
      return `No local AWS is started: AWS_ENDPOINT_URL names ${choice.origin}.`;
    case 'aws':
      return 'No local AWS is started: the configuration says localAws.enabled: false, so the portal uses AWS itself.';
    default:
      return 'Starting the local AWS.';
  }
}

function backstageCli(): string[] {
  const cli = require.resolve('@backstage/cli/bin/backstage-cli');
  return [process.execPath, cli, 'repo', 'start'];
}
