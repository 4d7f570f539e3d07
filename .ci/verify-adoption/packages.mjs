// Packs the plugins as they would be published.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './runProgram.mjs';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * @param {string} out - a folder
 * @param {{ built?: boolean }} options - built: use what was built before
 * @returns {Promise<Record<string, string>>} the tarball of each package
 */
export async function packPackages(out, { built = false } = {}) {
  if (!built) {
    // The bundled type declarations are made from those of "yarn tsc".
    await run(['yarn', 'tsc'], { cwd: ROOT });
    await run(['yarn', 'backstage-cli', 'repo', 'build'], { cwd: ROOT });
  }
  await mkdir(out, { recursive: true });
  const tarballs = {};
  for (const folder of await readdir(path.join(ROOT, 'plugins'))) {
    const { name, scripts } = JSON.parse(
      await readFile(
        path.join(ROOT, 'plugins', folder, 'package.json'),
        'utf8',
      ),
    );
    tarballs[name] = path.join(out, `${name}.tgz`);
    try {
      await run(['yarn', 'workspace', name, 'pack', '--out', tarballs[name]], {
        cwd: ROOT,
      });
    } catch (error) {
      // Yarn leaves it out when packing fails, and package.json stays changed.
      if (scripts.postpack) {
        await run(['yarn', 'workspace', name, 'postpack'], { cwd: ROOT });
      }
      throw error;
    }
  }
  return tarballs;
}
