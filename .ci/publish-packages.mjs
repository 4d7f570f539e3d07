// Publishes the tarballs in dist-packages/ whose version is not on the
// registry yet, each after those that it depends on. What npm is told besides
// is in its environment and its .npmrc.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { publishablePackages, ROOT } from './publish/packages.mjs';

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    provenance: { type: 'boolean', default: false },
    from: { type: 'string', default: path.join(ROOT, 'dist-packages') },
  },
});
const options = ['dry-run', 'provenance']
  .filter(name => values[name])
  .map(name => `--${name}`);

for (const { name, manifest, tarball } of dependenciesFirst(
  publishablePackages(),
)) {
  const id = `${name}@${manifest.version}`;
  if (isPublished(id)) {
    console.log(`${id} is published already`);
    continue;
  }
  const { status } = npm(
    'inherit',
    ...['publish', path.join(values.from, tarball)],
    ...['--access', 'public', ...options],
  );
  if (status !== 0) {
    console.error(`${id} was not published`);
    process.exit(1);
  }
  console.log(
    values['dry-run'] ? `${id} would be published` : `${id} is published`,
  );
}

/** A registry that cannot be asked is not one that lacks the version. */
function isPublished(id) {
  const { status, stdout, stderr } = npm('pipe', 'view', id, 'version');
  if (status !== 0 && !/\bE404\b/.test(stderr)) {
    throw new Error(
      `The registry does not say whether it has ${id}.\n${stderr}`,
    );
  }
  return status === 0 && stdout.trim() !== '';
}

function dependenciesFirst(packages) {
  const sorted = new Set();
  const visit = one => {
    packages
      .filter(({ name }) => one.manifest.dependencies?.[name])
      .forEach(visit);
    sorted.add(one);
  };
  packages.forEach(visit);
  return [...sorted];
}

function npm(stdio, ...args) {
  return spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio });
}
