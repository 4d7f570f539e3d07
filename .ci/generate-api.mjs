// Generates from the OpenAPI document the router and the types of the backend
// and the client of the frontend, and records what they were generated from.
// With --check, says instead what has changed since then: generating takes
// minutes, Java and Maven Central, and comparing takes none.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const BACKEND = 'plugins/session-manager-backend';
const FRONTEND = 'plugins/session-manager';
const DOCUMENT = `${BACKEND}/src/schema/openapi.yaml`;
const GENERATED = [BACKEND, FRONTEND].map(
  folder => `${folder}/src/schema/openapi/generated`,
);
const RECORD = `${root}${BACKEND}/src/schema/generated.sha256`;

if (process.argv.includes('--check')) {
  check();
} else {
  generate();
  writeFileSync(RECORD, `${sums().join('\n')}\n`);
}

function generate() {
  const { status } = spawnSync(
    'yarn',
    [
      ...['backstage-repo-tools', 'package', 'schema', 'openapi', 'generate'],
      ...['--server', '--client-package', FRONTEND],
    ],
    { cwd: `${root}${BACKEND}`, stdio: 'inherit' },
  );
  if (status !== 0) {
    process.exit(1);
  }
}

function check() {
  const recorded = readFileSync(RECORD, 'utf8').trimEnd().split('\n');
  const found = sums();
  const others = new Set(
    [
      ...recorded.filter(line => !found.includes(line)),
      ...found.filter(line => !recorded.includes(line)),
    ].map(line => line.split('  ')[1]),
  );
  if (others.size > 0) {
    console.error(
      `Not as generated; run "yarn generate:api": ${[...others].join(', ')}`,
    );
    process.exit(1);
  }
}

/** As of `sha256sum`, so that it can be checked without this file. */
function sums() {
  const files = GENERATED.flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) =>
        `${parentPath}/${name}`.slice(root.length).replaceAll('\\', '/'),
      ),
  );
  return [DOCUMENT, ...files.sort()].map(file => {
    const content = readFileSync(`${root}${file}`);
    return `${createHash('sha256').update(content).digest('hex')}  ${file}`;
  });
}
