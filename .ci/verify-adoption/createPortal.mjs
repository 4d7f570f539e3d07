// A portal by Backstage's own @backstage/create-app, on one release of Backstage.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeYaml } from './mergeCode.mjs';
import { ROOT } from './packages.mjs';
import { run } from './runProgram.mjs';

const MANIFESTS = [
  'package.json',
  'packages/app/package.json',
  'packages/backend/package.json',
];

/**
 * Creates a portal, without its packages.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {'new' | 'old'} options.system - its frontend system
 * @param {string} options.release - of Backstage
 * @param {Record<string, string> | undefined} options.versions - of its packages in
 *   that release; by default the newest
 * @param {string} options.createApp - the version of @backstage/create-app
 * @param {Record<string, string>} options.tarballs - of the plugins
 */
export async function createPortal(options) {
  const { folder, system, release, createApp, tarballs } = options;
  await run(
    [
      'npx',
      '--yes',
      `@backstage/create-app@${createApp}`,
      '--path',
      folder,
      '--skip-install',
      ...(system === 'old' ? ['--legacy'] : []),
    ],
    { cwd: path.dirname(folder), env: { BACKSTAGE_APP_NAME: 'portal' } },
  );
  // The tools that build the portal may be newer than what it consists of.
  const versions = Object.fromEntries(
    Object.entries(options.versions ?? {}).filter(
      ([name]) =>
        !/^@backstage\/(?:cli|create-app|e2e|eslint|repo-tools)/.test(name),
    ),
  );
  for (const manifest of MANIFESTS) {
    await editJson(path.join(folder, manifest), json =>
      pinBackstage(json, versions),
    );
  }
  const own = JSON.parse(
    await readFile(path.join(ROOT, 'package.json'), 'utf8'),
  );
  await editJson(path.join(folder, 'package.json'), json => ({
    ...json,
    resolutions: {
      ...json.resolutions,
      // What keeps installing from needing other hosts than the registry.
      ...own.resolutions,
      ...versions,
      // So that the plugins find each other.
      ...Object.fromEntries(
        Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]),
      ),
    },
    dependenciesMeta: { ...json.dependenciesMeta, ...own.dependenciesMeta },
  }));
  await editJson(path.join(folder, 'backstage.json'), json => ({
    ...json,
    version: release,
  }));
  await addCatalog(folder);
}

function pinBackstage(json, versions) {
  for (const list of [json.dependencies, json.devDependencies]) {
    for (const name of Object.keys(list ?? {})) {
      if (name.startsWith('@backstage/')) {
        list[name] = versions[name] ?? 'latest';
      }
    }
  }
  return json;
}

/** The services and people of the demo, as the portal's own catalog. */
async function addCatalog(folder) {
  for (const name of ['org', 'shop']) {
    await copyFile(
      path.join(ROOT, `packages/backend/demo/${name}.yaml`),
      path.join(folder, `examples/demo-${name}.yaml`),
    );
  }
  const file = path.join(folder, 'app-config.yaml');
  await writeFile(
    file,
    mergeYaml(
      await readFile(file, 'utf8'),
      [
        'catalog:',
        '  locations:',
        '    - type: file',
        '      target: ../../examples/demo-shop.yaml',
        '    - type: file',
        '      target: ../../examples/demo-org.yaml',
        '      rules:',
        '        - allow: [User, Group]',
      ].join('\n'),
    ),
  );
}

async function editJson(file, edit) {
  const json = edit(JSON.parse(await readFile(file, 'utf8')));
  await writeFile(file, `${JSON.stringify(json, null, 2)}\n`);
}
