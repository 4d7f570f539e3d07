// Builds the packages in plugins/ and packs each into dist-packages/, as they
// would be published. With --built, packs what "yarn tsc" and "yarn build"
// left; with --out, into another folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { publishablePackages, ROOT } from './publish/packages.mjs';

const { values } = parseArgs({
  options: {
    built: { type: 'boolean', default: false },
    out: { type: 'string', default: path.join(ROOT, 'dist-packages') },
  },
});
const out = path.resolve(values.out);
const packages = publishablePackages();

if (!values.built) {
  // The bundled type declarations are made from those of "yarn tsc".
  yarn('tsc');
  yarn('backstage-cli', 'repo', 'build');
}
const unbuilt = packages.filter(
  ({ directory }) => !existsSync(path.join(ROOT, directory, 'dist')),
);
if (unbuilt.length > 0) {
  fail(
    `Not built: ${unbuilt.map(({ name }) => name).join(', ')}. Run "yarn pack:all" without --built.`,
  );
}

mkdirSync(out, { recursive: true });
for (const { name, tarball } of packages) {
  rmSync(path.join(out, tarball), { force: true });
  pack(name, path.join(out, tarball));
}
console.table(
  packages.map(({ name, manifest, tarball }) => ({
    package: name,
    version: manifest.version,
    file: path.relative(process.cwd(), path.join(out, tarball)),
    kB: Math.round(statSync(path.join(out, tarball)).size / 1000),
  })),
);

function pack(name, file) {
  try {
    yarn('workspace', name, 'pack', '--out', file);
  } finally {
    restoreManifests();
  }
}

/**
 * Backstage's prepack points package.json to dist/ and its postpack puts it
 * back, which yarn leaves out when packing fails between them.
 */
function restoreManifests() {
  for (const { name, directory } of packages) {
    if (existsSync(path.join(ROOT, directory, 'package.json-prepack'))) {
      yarn('workspace', name, 'postpack');
    }
  }
}

/** Shows the output of a command only if it fails. */
function yarn(...args) {
  const { status, error, stdout, stderr } = spawnSync('yarn', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    throw new Error(
      `"yarn ${args.join(' ')}" failed.\n${error?.message ?? `${stdout}${stderr}`}`,
    );
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
