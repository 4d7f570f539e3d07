// Generates the router and the types of the backend and the client in common
// from the OpenAPI document, and records what they were generated from. With
// --check, reports what has changed since then: generating takes minutes and
// needs Java and Maven Central, comparing does not.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readGenerated, writeGenerated } from './generate-api/files.mjs';
import { refineClient } from './generate-api/refine-client.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const BACKEND = 'plugins/session-manager-backend';
const COMMON = 'plugins/session-manager-common';
const DOCUMENT = `${BACKEND}/src/schema/openapi.yaml`;
const [SERVER, CLIENT] = [BACKEND, COMMON].map(
  folder => `${folder}/src/schema/openapi/generated`,
);
const REFINEMENT = readdirSync(`${root}.ci/generate-api`)
  .sort()
  .map(name => `.ci/generate-api/${name}`);
const RECORD = `${root}${BACKEND}/src/schema/generated.sha256`;

if (process.argv.includes('--check')) {
  check();
} else {
  generate();
  await refineServer();
  await refineClient(`${root}${CLIENT}`, namedSchemas());
  writeFileSync(RECORD, `${sums().join('\n')}\n`);
}

function generate() {
  const { status } = spawnSync(
    'yarn',
    [
      ...['backstage-repo-tools', 'package', 'schema', 'openapi', 'generate'],
      ...['--server', '--client-package', COMMON],
    ],
    { cwd: `${root}${BACKEND}`, stdio: 'inherit' },
  );
  if (status !== 0) {
    process.exit(1);
  }
}

async function refineServer() {
  const folder = `${root}${SERVER}`;
  const files = readdirSync(folder, { recursive: true });
  for (const file of files.filter(name =>
    /\.(?:model|server)\.ts$/.test(name),
  )) {
    await writeGenerated(
      `${folder}/${file}`,
      readGenerated(`${folder}/${file}`),
    );
  }
}

function namedSchemas() {
  const { parse } = createRequire(`${root}${BACKEND}/package.json`)('yaml');
  return parse(readFileSync(`${root}${DOCUMENT}`, 'utf8')).components.schemas;
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

/**
 * The same format as `sha256sum`, so that it can be checked without this file.
 */
function sums() {
  const files = [SERVER, CLIENT].flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) =>
        `${parentPath}/${name}`.slice(root.length).replaceAll('\\', '/'),
      ),
  );
  return [DOCUMENT, ...REFINEMENT, ...files.sort()].map(file => {
    const content = readFileSync(`${root}${file}`);
    return `${createHash('sha256').update(content).digest('hex')}  ${file}`;
  });
}
