// Measures what each part of the plugin adds to an app, minified and gzipped, and
// fails if it is more than its budget in size-budget.json.
//
//   yarn size                    measures and compares with the budget
//   yarn size --update           writes the figures into docs/development.md as well
//   yarn size --compare <path>   measures the ECS plugin in a checkout of
//                                awslabs/backstage-plugins-for-aws in the same way
//   yarn size --why <part>       lists the largest modules of a part
//
// What every app has already (React, Material UI, the packages of Backstage, and its
// router and zod) counts as 0 for both.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const BUDGET = path.join(root, '.ci/size-budget.json');
const DOCUMENT = path.join(root, 'docs/development.md');
const PLUGIN = 'plugins/session-manager/src';

/** In every app, so no plugin adds it. */
const IN_EVERY_APP =
  /^(?:react|react-dom|react-router|react-router-dom|zod)(?:\/|$)|^@(?:backstage|material-ui)\//;

const START = 'alpha.tsx';
const ENGLISH = 'translation/ref.ts';
const JAPANESE = 'texts in Japanese';

/** The parts of the plugin; each is loaded when it is shown. */
const PARTS = {
  'client of the portal, with the first part': 'api/operations.ts',
  card: 'card/EntitySessionManagerCard.tsx',
  tab: 'tab/EntitySessionManagerContent.tsx',
  'page of all roles': 'fleet/FleetContent.tsx',
  'page of requests': 'requests/RequestsContent.tsx',
  'page that explains messages': 'explain/ExplainContent.tsx',
  'page of the installation': 'installation/InstallationContent.tsx',
  'page of a batch': 'batches/BatchRoutes.tsx',
  'page with an activation code': 'handover/HandoverRoutes.tsx',
  preview: 'fields/preview/field.ts',
  'role form': 'fields/roleForm/field.ts',
  'card on the home page': 'home/HomeRoles.tsx',
  'search result': 'search/SearchResultListItem.tsx',
  'filter of the catalog': 'catalogFilter/RoleStatePicker.tsx',
  [JAPANESE]: 'translation/ja.ts',
};

const { values: flags } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    compare: { type: 'string' },
    why: { type: 'string' },
  },
});

const start = await measure(START);
const open = await measure(START, ENGLISH);
const sizes = {
  'start of an app': start.bytes,
  'start of an app on the old system': (await measure('index.ts')).bytes,
  'texts in English, with the first part': open.bytes - start.bytes,
};
for (const [part, entry] of Object.entries(PARTS)) {
  sizes[part] = (await measure(START, ENGLISH, entry)).bytes - open.bytes;
}
const english = Object.entries(PARTS).filter(([part]) => part !== JAPANESE);
sizes['all of it, in English'] = (
  await measure(START, ENGLISH, ...english.map(([, entry]) => entry))
).bytes;

const budget = JSON.parse(await readFile(BUDGET, 'utf8'));
const over = [];
for (const [part, bytes] of Object.entries(sizes)) {
  const most = budget[part];
  const isOver = most === undefined || bytes > most * 1000;
  if (isOver) {
    over.push(part);
  }
  console.log(
    `${part.padEnd(42)} ${kilobytes(bytes).padStart(8)} kB of ${most ?? '?'}${isOver ? '  TOO LARGE' : ''}`,
  );
}
for (const part of Object.keys(budget).filter(each => !(each in sizes))) {
  over.push(part);
  console.log(`${part.padEnd(36)} is in size-budget.json, but not measured`);
}

if (flags.why) {
  const part = PARTS[flags.why];
  const { modules } = part ? await measure(START, ENGLISH, part) : start;
  const before = new Map(part ? open.modules : []);
  const added = modules.map(([module, bytes]) => [
    module,
    bytes - (before.get(module) ?? 0),
  ]);
  for (const [module, bytes] of added
    .sort(([, one], [, another]) => another - one)
    .slice(0, 25)) {
    console.log(`  ${String(bytes).padStart(8)} B minified  ${module}`);
  }
}

let other;
if (flags.compare) {
  other = await measureEcs(path.resolve(flags.compare));
  console.log('\nThe ECS plugin of awslabs, measured in the same way:');
  for (const [part, bytes] of Object.entries(other)) {
    console.log(`${part.padEnd(36)} ${kilobytes(bytes).padStart(8)} kB`);
  }
}

if (flags.update) {
  await updateDocument();
}
if (over.length > 0) {
  console.error(
    `\nOver its budget or without one: ${over.join(', ')}. See --why, or raise .ci/size-budget.json for a reason.`,
  );
  process.exitCode = 1;
}

/** Modules of the plugin in one file. What they load later is left out. */
function measure(...entries) {
  return bundle(entries.map(entry => path.join(root, PLUGIN, entry)));
}

async function bundle(entries, { alias = {}, unused = /^$/ } = {}) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      // What they export is used; of the plugin for the new system, the plugin.
      contents: entries
        .map((entry, index) =>
          entry.endsWith(`/${START}`)
            ? `export { default } from ${JSON.stringify(entry)};`
            : `export * as part${index} from ${JSON.stringify(entry)};`,
        )
        .join('\n'),
      resolveDir: root,
    },
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: [path.join(root, 'node_modules')],
    loader: { '.svg': 'dataurl', '.png': 'dataurl' },
    alias,
    plugins: [
      {
        name: 'loaded-otherwise',
        setup(bundler) {
          bundler.onResolve({ filter: IN_EVERY_APP }, ({ path: module }) => ({
            path: module,
            external: true,
            sideEffects: false,
          }));
          bundler.onResolve({ filter: unused }, ({ path: module }) => ({
            path: module,
            external: true,
            sideEffects: false,
          }));
          bundler.onResolve({ filter: /./ }, ({ path: module, kind }) =>
            kind === 'dynamic-import'
              ? { path: module, external: true }
              : undefined,
          );
        },
      },
    ],
  });
  const [output] = Object.values(metafile.outputs);
  const used = output.imports.find(({ path: module }) => unused.test(module));
  if (used) {
    throw new Error(`${used.path} is used, so its size would be missing`);
  }
  return {
    bytes: gzipSync(outputFiles[0].contents, { level: 9 }).length,
    modules: Object.entries(output.inputs).map(
      ([module, { bytesInOutput }]) => [module, bytesInOutput],
    ),
  };
}

/** The tab of the ECS plugin, and what an app loads at its start. */
async function measureEcs(checkout) {
  const source = name => path.join(checkout, name, 'src/index.ts');
  const options = {
    alias: {
      '@aws/amazon-ecs-plugin-for-backstage-common':
        source('plugins/ecs/common'),
      '@aws/aws-core-plugin-for-backstage-common': source(
        'plugins/core/common',
      ),
      '@aws/aws-core-plugin-for-backstage-react': source('plugins/core/react'),
    },
    // Only its types and test data have it.
    unused: /^@aws-sdk\/client-ecs$/,
  };
  const plugin = source('plugins/ecs/frontend');
  const tab = path.join(
    checkout,
    'plugins/ecs/frontend/src/components/Router.tsx',
  );
  const { bytes } = await bundle([plugin], options);
  return {
    'start of an app on the old system': bytes,
    tab: (await bundle([plugin, tab], options)).bytes - bytes,
  };
}

/** Writes the figures, and keeps those of a comparison that was not made now. */
async function updateDocument() {
  const rows = Object.entries(sizes).map(
    ([part, bytes]) => `| ${part} | ${kilobytes(bytes)} | ${budget[part]} |`,
  );
  const table = ['| part | kB | budget |', '| --- | ---: | ---: |', ...rows];
  const comparison = Object.entries(other ?? {}).map(
    ([part, bytes]) => `| ${part} | ${kilobytes(bytes)} |`,
  );
  const text = await readFile(DOCUMENT, 'utf8');
  const [before, rest] = text.split('<!-- size -->');
  const [figures, after] = rest.split('<!-- /size -->');
  const begin = 'For comparison, ';
  const compared = other
    ? [
        `${begin}the ECS plugin of awslabs, measured in the same run:`,
        '',
        '| part | kB |',
        '| --- | ---: |',
        ...comparison,
      ].join('\n')
    : figures.slice(figures.indexOf(begin));
  const updated = `${before}<!-- size -->\n\n${table.join('\n')}\n\n${compared}\n\n<!-- /size -->${after}`;
  const { format, resolveConfig } = await import('prettier');
  await writeFile(
    DOCUMENT,
    await format(updated, {
      ...(await resolveConfig(DOCUMENT)),
      filepath: DOCUMENT,
    }),
  );
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}
