// Which versions of Backstage's packages a release consists of.
import { readFile } from 'node:fs/promises';
import { run } from './runProgram.mjs';

/**
 * Reads the release's manifest, as "backstage-cli versions:bump" does. The newest
 * release needs none: its packages are the newest of each.
 *
 * @param {string} release
 * @param {{ supported: string, manifest?: string }} options - the release that the
 *   repository is built with, and a file with the manifest
 * @returns {Promise<{ versions?: Record<string, string>, createApp: string }>}
 */
export async function releaseVersions(release, { supported, manifest }) {
  const text = manifest
    ? await readFile(manifest, 'utf8')
    : await download(release).catch(error => {
        if (release === supported) {
          return undefined;
        }
        throw error;
      });
  if (!text) {
    const newest = await run([
      'npm',
      'view',
      '@backstage/create-app',
      'version',
    ]);
    return { createApp: newest.trim() };
  }
  const { packages } = JSON.parse(text);
  const versions = Object.fromEntries(
    packages.map(({ name, version }) => [name, version]),
  );
  return { versions, createApp: versions['@backstage/create-app'] };
}

async function download(release) {
  const base =
    process.env.BACKSTAGE_VERSIONS_BASE_URL ?? 'https://versions.backstage.io';
  const url = `${base}/v1/releases/${release}/manifest.json`;
  let response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(15_000) });
  } catch (cause) {
    throw new Error(
      `${url} is not reachable. Name a file with the manifest: --manifest`,
      { cause },
    );
  }
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}`);
  }
  return response.text();
}
