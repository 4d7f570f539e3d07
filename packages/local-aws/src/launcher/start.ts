import { seedDemoFleet } from '../fleet/seedDemoFleet';
import { startLocalAws } from '../server/startLocalAws';
import { LocalSignIn, startLocalSignIn } from 'local-sign-in';
import { AwsChoice, chooseAws, withLocalAws } from './chooseAws';
import { runInProcessGroup } from './processGroup';
import { assertFree, portFrom, WantedPort } from './ports';
import { PortalConfig, portOverrides, readPortalConfig } from './portalConfig';
import { redirectUri, signInOverrides } from './signIn';

const DEFAULT_LOCAL_AWS_PORT = 5566;
const DEFAULT_LOCAL_SIGN_IN_PORT = 5567;

/** What `yarn start` was told, and how it tells. */
export interface StartOptions {
  /** The folder of the repository. */
  rootDir: string;
  /** Arguments for `backstage-cli repo start`. */
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Is told what is going on, in sentences. */
  progress: (sentence: string) => void;
  /** Stops everything. */
  signal: AbortSignal;
}

/**
 * Runs the portal until it ends or is stopped, with a local AWS where one is
 * wanted, and gives its exit code. Throws an error of one sentence that says
 * what to do where something is missing, and the signal's reason where it is
 * stopped before the portal runs; what is under way then ends with this
 * process.
 */
export async function start(options: StartOptions): Promise<number> {
  const { rootDir, args, progress, signal } = options;
  const env = { ...options.env, ...portOverrides(options.env) };
  const config = await readPortalConfig(rootDir, args, env);
  const choice = chooseAws(env, config);
  const awsPort = portFrom(env, 'LOCAL_AWS_PORT') ?? DEFAULT_LOCAL_AWS_PORT;
  const signInPort =
    portFrom(env, 'LOCAL_SIGN_IN_PORT') ?? DEFAULT_LOCAL_SIGN_IN_PORT;
  await assertFree(wantedPorts(config, choice, { awsPort, signInPort }));
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
      progress(`It answers at ${aws.endpoint}. Laying the demo fleet.`);
      await unlessAborted(seedDemoFleet(aws.env, progress), signal);
    }
    if (config.localSignIn) {
      signIn = await startLocalSignIn({
        port: signInPort,
        redirectUri: redirectUri(config.backend.url),
      });
      progress(`The demo's people sign in at ${signIn.endpoint}.`);
    }
    progress(`Starting the portal, to be at ${config.app.url}.`);
    return await runInProcessGroup({
      command: [process.execPath, backstageCli(), 'repo', 'start', ...args],
      cwd: rootDir,
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
    { user: 'the app', variable: 'APP_PORT', ...app },
    { user: 'the backend', variable: 'BACKEND_PORT', ...backend },
  ];
}

function announcement(choice: AwsChoice): string {
  switch (choice.kind) {
    case 'emulator':
      return `No local AWS is started: AWS_ENDPOINT_URL names ${choice.origin}.`;
    case 'aws':
      return 'No local AWS is started: the configuration says localAws.enabled: false, so this is AWS itself.';
    default:
      return 'Starting the local AWS.';
  }
}

function backstageCli(): string {
  return require.resolve('@backstage/cli/bin/backstage-cli');
}
