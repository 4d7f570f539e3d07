import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './__testUtils__/ports';
import { runPortal } from './runPortal';

jest.setTimeout(30_000);

describe('runPortal', () => {
  let rootDir: string;

  beforeEach(async () => {
    rootDir = await mkdtemp(join(tmpdir(), 'run-portal-'));
  });

  afterEach(() => rm(rootDir, { recursive: true }));

  it('says where the logs are if the servers do not get ready', async () => {
    const [app, backend] = (await freePorts(2)).map(Number);
    const stopping = new AbortController();
    const sentences: string[] = [];

    await runPortal({
      command: [process.execPath, '-e', 'setInterval(() => {}, 1000)'],
      rootDir,
      env: { PATH: process.env.PATH },
      config: {
        app: { url: `http://127.0.0.1:${app}`, port: app },
        backend: { url: `http://127.0.0.1:${backend}`, port: backend },
        localAws: false,
        localSignIn: false,
      },
      args: { verbose: false, forCli: [], servers: ['app', 'backend'] },
      progress: sentence => {
        sentences.push(sentence);
        if (sentence.includes('not ready')) {
          stopping.abort();
        }
      },
      signal: stopping.signal,
      lateAfter: 500,
    });

    const log = join(rootDir, '.local-aws/logs', `portal-${app}.log`);
    expect(sentences).toEqual([
      `Starting the portal. Its logs are in ${log} (with --verbose, here).`,
      `The portal is not ready yet. See its logs in ${log}.`,
    ]);
  });
});
