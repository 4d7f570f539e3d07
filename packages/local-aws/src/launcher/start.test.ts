import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { packageFolder, rootFolder } from '../folders';
import { accepts, freePorts } from './__testUtils__/ports';

// The local AWS may have to be installed first.
jest.setTimeout(300_000);

const START = join(packageFolder, 'bin/start.mjs');

interface Run {
  child: ChildProcess;
  output: () => string;
  /** The exit code, once all output was received. */
  end: Promise<number | null>;
}

describe('yarn start', () => {
  let ports: Record<
    'LOCAL_AWS_PORT' | 'LOCAL_SIGN_IN_PORT' | 'APP_PORT' | 'BACKEND_PORT',
    string
  >;
  let runs: Run[];

  beforeEach(async () => {
    const [LOCAL_AWS_PORT, LOCAL_SIGN_IN_PORT, APP_PORT, BACKEND_PORT] =
      await freePorts(4);
    ports = { LOCAL_AWS_PORT, LOCAL_SIGN_IN_PORT, APP_PORT, BACKEND_PORT };
    runs = [];
  });

  afterEach(async () => {
    runs.forEach(({ child }) => child.kill());
    await Promise.all(runs.map(({ end }) => end));
    const log = join(
      rootFolder,
      '.local-aws/logs',
      `portal-${ports.APP_PORT}.log`,
    );
    await rm(log, { force: true });
  });

  /** Runs `yarn start` with these arguments. */
  function start(args: string[], env: NodeJS.ProcessEnv = {}): Run {
    const { AWS_ENDPOINT_URL, ...others } = process.env;
    const child = spawn(process.execPath, [START, ...args], {
      cwd: rootFolder,
      env: { ...others, NODE_ENV: 'development', ...ports, ...env },
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const end = once(child, 'close').then(([code]) => code);
    const run = { child, output: () => output, end };
    runs.push(run);
    return run;
  }

  it.each([
    'LOCAL_AWS_PORT',
    'LOCAL_SIGN_IN_PORT',
    'APP_PORT',
    'BACKEND_PORT',
  ] as const)('starts nothing if the port of %s is in use', async variable => {
    const port = ports[variable];
    const taken = createServer().listen(Number(port), '127.0.0.1');
    await once(taken, 'listening');
    try {
      const { end, output } = start([]);

      expect(await end).toBe(1);
      expect(output()).toMatch(
        new RegExp(
          `^\\[start\\] Port ${port}, for .*, is taken: stop what uses it, or choose another port with ${variable}\\.\n$`,
        ),
      );
    } finally {
      taken.close();
    }
  });

  it('says what to do if there is no Python', async () => {
    const { end, output } = start([], { PATH: packageFolder, PYTHON: '' });

    expect(await end).toBe(1);
    expect(output()).toBe(
      `[start] Starting the local AWS.
[start] The local AWS needs Python 3.10 or later, and "python3" does not run: install Python, or set PYTHON to where it is.
`,
    );
  });

  it.each([
    [
      { AWS_ENDPOINT_URL: 'http://localhost:4566' },
      'No local AWS is started: AWS_ENDPOINT_URL names http://localhost:4566.',
    ],
    [
      { APP_CONFIG_localAws_enabled: 'false' },
      'No local AWS is started: the configuration says localAws.enabled: false, so the portal uses AWS itself.',
    ],
  ])('starts no local AWS with %j', async (env, sentence) => {
    // The CLI rejects this package immediately, because the portal itself is
    // not needed.
    const { end, output } = start(['no-such-package'], env);

    expect(await end).toBe(1);
    expect(output()).toContain(`[start] ${sentence}\n`);
    expect(output()).not.toContain('demo fleet');
    // The end of the log.
    expect(output()).toContain("find package by name 'no-such-package'");
  });

  it('runs the backend with the demo fleet until Ctrl-C, also on the port of the app', async () => {
    ports.APP_PORT = ports.BACKEND_PORT;
    const run = start(['backend'], {
      AWS_PROFILE: 'a-profile-that-is-not-there',
    });
    const backend = `http://127.0.0.1:${ports.BACKEND_PORT}`;
    await ready(run);
    const health = await fetch(`${backend}/.backstage/health/v1/readiness`);
    expect(health.ok).toBe(true);
    expect(await roleNames(ports.LOCAL_AWS_PORT)).toEqual(
      expect.arrayContaining(['payments-session-role']),
    );

    const begun = await fetch(
      `${backend}/api/auth/oidc/start?env=development`,
      { redirect: 'manual' },
    );
    expect(begun.headers.get('location')).toContain(
      `http://127.0.0.1:${ports.LOCAL_SIGN_IN_PORT}/auth?`,
    );

    run.child.kill('SIGINT');

    expect(await run.end).toBe(130);
    expect(run.output()).toContain('[start] Stopping.\n');
    expect(await accepts(ports.BACKEND_PORT)).toBe(false);
    expect(await accepts(ports.LOCAL_AWS_PORT)).toBe(false);
    expect(await accepts(ports.LOCAL_SIGN_IN_PORT)).toBe(false);
  });
});

/** Resolves when a line says that it is ready; throws when the run has ended. */
async function ready({ child, output }: Run): Promise<void> {
  while (!output().includes('[start] Ready at ')) {
    if (child.exitCode !== null) {
      throw new Error(`It ended with ${child.exitCode}: ${output()}`);
    }
    await delay(100);
  }
}

async function roleNames(port: string) {
  const iam = new IAMClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const { Roles } = await iam.send(new ListRolesCommand());
  return Roles?.map(role => role.RoleName);
}
