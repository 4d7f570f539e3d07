import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The packages in plugins/ that are not private, by name. */
export function publishablePackages(root = ROOT) {
  return readdirSync(path.join(root, 'plugins'))
    .map(folder => {
      const directory = path.join('plugins', folder);
      return { directory, manifest: readManifest(root, directory) };
    })
    .filter(({ manifest }) => !manifest.private)
    .map(({ directory, manifest }) => ({
      directory,
      manifest,
      name: manifest.name,
      tarball: `${manifest.name.replace(/^@[^/]+\//, '')}.tgz`,
    }));
}

function readManifest(root, directory) {
  return JSON.parse(
    readFileSync(path.join(root, directory, 'package.json'), 'utf8'),
  );
}
