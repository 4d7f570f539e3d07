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

// The first run downloads large packages.
jest.setTimeout(600_000);

/** Schemathesis's command, which has no module for `python -m`. */
const PROGRAM = 'from schemathesis.cli import schemathesis; schemathesis()';

const CONFIG = ['schemathesis.toml', 'schemathesis_hooks.py'];

/**
 * All checks, with requests that the document allows and forbids. The seed
 * makes requests repeatable.
 */
const OPTIONS = [
  '--checks=all',
  '--phases=examples,coverage,fuzzing,stateful',
  '--max-examples=10',
  '--seed=1',
  '--generation-database=none',
  '--no-color',
];

/** The API behaves differently for who files a request and who may decide on it. */
const CALLERS = [
  ['a requester', as.ada],
  ['an approver', as.grace],
] as const;

describe('the API, tested by its OpenAPI document', () => {
  const databases = useDatabases();
  useDemoAws();
  let folder: string;

  // Schemathesis writes a cache to its working directory.
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schemathesis-'));
    for (const file of CONFIG) {
      await copyFile(join(__dirname, file), join(folder, file));
    }
  });

  afterEach(() => rm(folder, { recursive: true }));

  it.each(
    databases.ids.map(
      (id, index) => [id, ...CALLERS[index % CALLERS.length]] as const,
    ),
  )(
    'responds as documented to all requests, on %s, of %s',
    async (id, _, caller) => {
      const python = await installPackages(SCHEMATHESIS, {});
      const portal = await startPortal({
        knex: await databases.migrated(id),
        features: [],
        // Requests without a token are unauthenticated, as in a real portal.
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
          caller,
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

/** Runs Schemathesis; returns its report and exit code. */
async function testApi(
  python: string,
  folder: string,
  caller: string,
  url: string,
) {
  const header = `--header=Authorization: ${caller}`;
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
