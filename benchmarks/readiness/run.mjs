// Measures how fast the prediction is, and what it adds to the browser bundle.
// Prints a table and the result as JSON, and saves both in
// benchmarks/results/readiness.json and docs/readiness.md. With --no-save it
// only prints.
import { readFile, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROLES = 10_000;
const RUNS = 5;
const GOAL_SECONDS = 2;

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const COMMON = 'backstage-plugin-session-manager-common';

const bundle = async options =>
  (
    await build({
      bundle: true,
      write: false,
      format: 'esm',
      logLevel: 'warning',
      absWorkingDir: root,
      ...options,
    })
  ).outputFiles[0].contents;

/** The bundle size of some of the library's exports in a browser. */
async function browserBytes(names) {
  const code = await bundle({
    stdin: {
      contents: `export { ${names.join(', ')} } from '${COMMON}';`,
      resolveDir: here,
    },
    platform: 'browser',
    minify: true,
  });
  return { minified: code.length, gzip: gzipSync(code, { level: 9 }).length };
}

async function loadRoles() {
  const code = await bundle({
    entryPoints: [path.join(here, 'predictions.ts')],
    platform: 'node',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-readiness-'));
  try {
    const file = path.join(folder, 'predictions.mjs');
    await writeFile(file, code);
    return await import(pathToFileURL(file));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One pass over all roles; a separate process would start cold. */
function measure(roles, predict) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const states = {};
  for (const role of roles) {
    const { starts } = predict(role);
    states[starts] = (states[starts] ?? 0) + 1;
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    wallMs: Math.round(performance.now() - start),
    cpuMs: Math.round((user + system) / 1000),
    states,
  };
}

const { distinctRoles, predict } = await loadRoles();
const roles = distinctRoles(ROLES);
const runs = Array.from({ length: RUNS }, () => measure(roles, predict));
const median = of => runs.map(of).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
// Measured in CPU time, so that other load on the machine does not matter.
const cpuMs = median(run => run.cpuMs);

// The form's preview shows the policy even without the prediction.
const DOCUMENTS = [
  'documents',
  'parseRoleSpec',
  'resolveRoleSpec',
  'widerThanLeastPrivilege',
];
const PREDICTION = ['predictSpec', 'readinessState', 'headline'];
const without = await browserBytes(DOCUMENTS);
const withPrediction = await browserBytes([...DOCUMENTS, ...PREDICTION]);
const explained = await browserBytes([
  ...DOCUMENTS,
  ...PREDICTION,
  'explainMessage',
]);

const result = {
  roles: ROLES,
  outcomes: runs[0].states,
  firstRun: { wallMs: runs[0].wallMs, cpuMs: runs[0].cpuMs },
  median: { wallMs: median(run => run.wallMs), cpuMs },
  perSecondOfCpu: Math.round((ROLES / cpuMs) * 1000),
  goalMs: GOAL_SECONDS * 1000,
  browser: {
    prediction: {
      minified: withPrediction.minified - without.minified,
      gzip: withPrediction.gzip - without.gzip,
    },
    explainBesides: {
      minified: explained.minified - withPrediction.minified,
      gzip: explained.gzip - withPrediction.gzip,
    },
  },
  machine: { cpu: cpus()[0].model.trim(), node: process.version },
};

const kilobytes = ({ minified, gzip }) =>
  `${(minified / 1000).toFixed(1)} kB, ${(gzip / 1000).toFixed(1)} kB with gzip`;
const rows = [
  ['roles, each with preferences and facts of its own', ROLES],
  [
    `all of them, median of ${RUNS} runs`,
    `${cpuMs} ms of CPU (${result.median.wallMs} ms by the clock)`,
  ],
  [
    'the first run, before the code is warm',
    `${runs[0].cpuMs} ms of CPU (${runs[0].wallMs} ms by the clock)`,
  ],
  ['predictions in a second of one core', result.perSecondOfCpu],
  ['the goal', `under ${result.goalMs} ms`],
  ['the prediction adds to the browser', kilobytes(result.browser.prediction)],
  ['explaining messages adds', kilobytes(result.browser.explainBesides)],
];
const width = Math.max(...rows.map(([name]) => name.length));
const table = rows.map(
  ([name, value]) => `| ${name.padEnd(width)} | ${value} |`,
);

console.log(table.join('\n'));
console.log(JSON.stringify(result, null, 2));

if (!process.argv.includes('--no-save')) {
  await save();
}
if (cpuMs > result.goalMs) {
  console.error(`The goal is missed: ${cpuMs} ms.`);
  process.exitCode = 1;
}

async function save() {
  await writeFile(
    path.join(root, 'benchmarks/results/readiness.json'),
    `${JSON.stringify(result, null, 2)}\n`,
  );
  const file = path.join(root, 'docs/readiness.md');
  const text = await readFile(file, 'utf8');
  const block = /(<!-- benchmark -->\n)[\s\S]*(<!-- \/benchmark -->)/;
  const header = ['| what | measured |', '| - | - |'];
  await writeFile(
    file,
    text.replace(block, `$1\n${[...header, ...table].join('\n')}\n\n$2`),
  );
}
