// Writes a bill of materials (CycloneDX) beside the tarball of each package:
// what a portal installs with it, at the versions that the tests ran with.
// With names, only for these packages; with --out, into another folder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { publishablePackages, ROOT } from './publish/packages.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: path.join(ROOT, 'dist-packages') },
  },
});
const out = path.resolve(values.out);
const packages = publishablePackages().filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);

mkdirSync(out, { recursive: true });
console.table(
  packages.map(({ name, directory, tarball, manifest }) => {
    const file = path.join(out, tarball.replace(/\.tgz$/, '.cdx.json'));
    generate(directory, file);
    const { specVersion, components } = JSON.parse(readFileSync(file, 'utf8'));
    const found = new Set(
      components.map(({ group, name: it }) => (group ? `${group}/${it}` : it)),
    );
    const missing = Object.keys(manifest.dependencies).filter(
      it => !found.has(it),
    );
    if (missing.length > 0) {
      throw new Error(`The bill of ${name} lacks ${missing.join(', ')}.`);
    }
    return {
      package: name,
      file: path.relative(process.cwd(), file),
      'CycloneDX version': specVersion,
      components: components.length,
    };
  }),
);

function generate(directory, file) {
  const { status, stdout, stderr } = spawnSync(
    'yarn',
    [
      'cyclonedx',
      '--production',
      '--output-reproducible',
      '--short-PURLs',
      '--mc-type',
      'library',
      '--output-file',
      file,
    ],
    {
      cwd: path.join(ROOT, directory),
      encoding: 'utf8',
      env: {
        ...process.env,
        YARN_PLUGINS: path.join(
          ROOT,
          'node_modules/@cyclonedx/yarn-plugin-cyclonedx/yarn-plugin-cyclonedx.cjs',
        ),
      },
    },
  );
  if (status !== 0) {
    throw new Error(
      `No bill of materials for ${directory}.\n${stdout}${stderr}`,
    );
  }
}
