import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from '../folders';
import { accepts, freePorts } from './__testUtils__/ports';

jest.setTimeout(60_000);

const SERVE = `(port, respond) =>
  require('node:http').createServer(respond).listen(port, '127.0.0.1')`;

// Servers as those of the portal, one of them in a child process.
const SERVERS = `
  console.log('a line of the backend', ...process.argv.slice(1));
  console.error('an error of the backend');
  const serve = ${SERVE};
  serve(process.env.BACKEND_PORT, (_, response) => response.end());
  require('node:child_process').spawn(
    process.execPath, ['-e', process.env.APP], { stdio: 'inherit' })`;

const APP = `(${SERVE})(process.env.APP_PORT, (_, response) => response.end())`;

const MAIN = `require('./main').main({
  args: JSON.parse(process.env.ARGS),
  portal: [process.execPath, '-e', process.env.SERVERS, '--'],
})`;

describe('yarn start, with servers in place of the portal’s', () => {
  let ports: { APP_PORT: string; BACKEND_PORT: string };
  let log: string;

  beforeEach(async () => {
    const [APP_PORT, BACKEND_PORT] = await freePorts(2);
    ports = { APP_PORT, BACKEND_PORT };
    log = join(rootFolder, '.local-aws/logs', `portal-${APP_PORT}.log`);
  });

  afterEach(() => rm(log, { force: true }));

  /** Starts, and resolves when a line says so or at the end. */
  async function start(args: string[], servers = SERVERS) {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '-e',
        MAIN,
      ],
      {
        cwd: __dirname,
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'development',
          APP_CONFIG_localAws_enabled: 'false',
          APP_CONFIG_localSignIn_enabled: 'false',
          ARGS: JSON.stringify(args),
          SERVERS: servers,
          APP,
          ...ports,
        },
      },
    );
    let output = '';
    const end = once(child, 'close').then(([code]) => code);
    const ready = new Promise<void>(succeed => {
      const collect = (chunk: Buffer) => {
        output += chunk;
        if (output.includes('Ready at')) {
          succeed();
        }
      };
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
    });
    await Promise.race([ready, end]);
    return { child, end, output: () => output };
  }

  async function expectNothingLeft() {
    expect(await accepts(ports.APP_PORT)).toBe(false);
    expect(await accepts(ports.BACKEND_PORT)).toBe(false);
  }

  it('ends with a line that it is ready and where, and keeps the servers’ logs in a file', async () => {
    const { child, end, output } = await start(['backend', 'app']);
    child.kill('SIGINT');
    await end;

    expect(output().split('\n')).toEqual([
      '[start] No local AWS is started: the configuration says localAws.enabled: false, so the portal uses AWS itself.',
      `[start] Starting the portal. Its logs are in ${log} (with --verbose, here).`,
      `[start] Ready at http://localhost:${ports.APP_PORT} (Ctrl-C stops everything).`,
      '[start] Stopping.',
      '',
    ]);
    expect(await readFile(log, 'utf8')).toBe(
      'a line of the backend backend app\nan error of the backend\n',
    );
  });

  it('shows the logs with --verbose', async () => {
    const { child, end, output } = await start(['--verbose']);
    child.kill('SIGINT');
    await end;

    expect(output()).toContain('\na line of the backend\n');
    expect(output()).toContain('\nan error of the backend\n');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends all its child processes on %s', async (signal, code) => {
    const { child, end } = await start([]);
    expect(await accepts(ports.APP_PORT)).toBe(true);

    child.kill(signal);

    expect(await end).toBe(code);
    await expectNothingLeft();
  });

  it('shows the end of the log if the servers fail', async () => {
    const { end, output } = await start(
      [],
      `console.error('The database is locked.'); process.exit(3)`,
    );

    expect(await end).toBe(3);
    expect(output()).toContain(
      `[start] The portal ended with exit code 3. The end of ${log}:\nThe database is locked.\n`,
    );
    expect(output()).not.toContain('Ready');
  });

  it('opens no browser', async () => {
    const { end } = await start(
      [],
      `console.log(process.env.BROWSER); process.exit(0)`,
    );

    expect(await end).toBe(0);
    expect(await readFile(log, 'utf8')).toBe('none\n');
  });
});
