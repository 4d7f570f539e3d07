import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Each installed package once, of all versions and of all workspaces. */
export function installedPackages(root) {
  const found = new Map();
  const workspaces = ['packages', 'plugins'].flatMap(parent =>
    foldersIn(path.join(root, parent)),
  );
  for (const folder of [
    root,
    ...workspaces,
    path.join(root, 'benchmarks'),
    path.join(root, 'e2e-tests'),
  ]) {
    collect(path.join(folder, 'node_modules'), found);
  }
  return [...found.values()];
}

/** A package as one that depends on it finds it. */
export function installedPackage(root, directory, name) {
  const folder = [path.join(root, directory), root]
    .map(parent => path.join(parent, 'node_modules', name))
    .find(candidate => existsSync(path.join(candidate, 'package.json')));
  if (!folder) {
    throw new Error(`${name} is not installed: run "yarn install"`);
  }
  return { folder, manifest: readManifest(folder) };
}

function collect(modules, found) {
  for (const folder of foldersIn(modules)) {
    if (path.basename(folder).startsWith('@')) {
      collect(folder, found);
      continue;
    }
    if (existsSync(path.join(folder, 'package.json'))) {
      const manifest = readManifest(folder);
      found.set(`${manifest.name}@${manifest.version}`, { folder, manifest });
    }
    collect(path.join(folder, 'node_modules'), found);
  }
}

/** Without links, which are the workspaces, and without `.bin` and the like. */
function foldersIn(parent) {
  return existsSync(parent)
    ? readdirSync(parent, { withFileTypes: true })
        .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(entry => path.join(parent, entry.name))
    : [];
}

function readManifest(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}
