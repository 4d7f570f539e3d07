import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { installPackages, SCHEMATHESIS } from 'local-aws';
import { useDatabases } from '../__testUtils__/databases';
import { as, startPortal } from '../__testUtils__/startPortal';
import { useDemoAws } from '../__testUtils__/useDemoAws';

// The first installation downloads a good deal.
jest.setTimeout(600_000);

/** Its command, which `python -m` does not run. */
const PROGRAM = 'from schemathesis.cli import schemathesis; schemathesis()';

const CONFIG = ['schemathesis.toml', 'schemathesis_hooks.py'];

/**
 * All checks, on what the document allows and on what it forbids. With a seed,
 * the requests are the same each time.
 */
const OPTIONS = [
  '--checks=all',
  '--phases=examples,coverage,fuzzing,stateful',
  '--max-examples=10',
  '--seed=1',
  '--generation-database=none',
  '--no-color',
];

describe('the API, tested by its OpenAPI document', () => {
  const databases = useDatabases();
  useDemoAws();
  let folder: string;

  // Schemathesis keeps a cache where it runs.
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schemathesis-'));
    for (const file of CONFIG) {
      await copyFile(join(__dirname, file), join(folder, file));
    }
  });

  afterEach(() => rm(folder, { recursive: true }));

  it.each(databases.ids)(
    'answers everything as the document says, on %s',
    async id => {
      const python = await installPackages(SCHEMATHESIS, {});
      const portal = await startPortal({
        knex: await databases.migrated(id),
        features: [],
        // Who says nothing is nobody, as in a real portal.
        services: [
          mockServices.httpAuth.factory({
            defaultCredentials: mockCredentials.none(),
          }),
        ],
      });
      try {
        const { id: requestId, specHash } = await portal.file();
        await writeFile(
          join(folder, 'request-id.txt'),
          JSON.stringify(requestId),
        );
        await writeFile(
          join(folder, 'spec-hash.txt'),
          JSON.stringify(specHash),
        );
        const { port } = portal.server.address() as AddressInfo;
        const { code, report } = await testApi(
          python,
          folder,
          `http://127.0.0.1:${port}/api/session-manager/openapi.json`,
        );

        expect(report).toMatch(/(\d+) generated, \1 passed/);
        expect(report).toMatch(/Selected: (\d+)\/\1\s+Tested: \1/);
        expect(code).toBe(0);
      } finally {
        await portal.stop();
      }
    },
  );
});

/** What Schemathesis says of the API, and whether it finds fault with it. */
async function testApi(python: string, folder: string, url: string) {
  const header = `--header=Authorization: ${as.ada}`;
  const program = spawn(
    python,
    ['-I', '-c', PROGRAM, 'run', url, header, ...OPTIONS],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [[code], report, log] = await Promise.all([
    once(program, 'close'),
    text(program.stdout),
    text(program.stderr),
  ]);
  return { code, report: report + log };
}
