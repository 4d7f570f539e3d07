// Mutation tests of the domain: Stryker's mutants of a room, switched on one at
// a time in one bundle of the package's tests, so that a room takes seconds to
// minutes. Updates the room's row in docs/development.md.
//
// Usage: node .ci/mutation/run.mjs [room...]   (default: all)
//        node .ci/mutation/run.mjs access/operators   (one file: prints only)

import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { build } from 'esbuild';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createInjector } from 'typed-inject';
import { writeTable } from './table.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PACKAGE = path.join(ROOT, 'plugins/session-manager-common');
const SOURCE = path.join(PACKAGE, 'src');
const BUNDLES = path.join(ROOT, 'node_modules/.cache/mutation');
const ROOMS = [
  'access',
  'aws',
  'connect',
  'documents',
  'json',
  'logAccess',
  'plan',
  'policy',
  'readiness',
  'requests',
  'roleSpec',
  'ternary',
  'trust',
];
const SECONDS_FOR_A_MUTANT = 15;

/** Tables of messages, and code that only tests use. */
const NOT_MUTATED =
  /\.test\.ts$|__testUtils__|\/messages\/|\/(?:advice|causes|headline|describeChange)\.ts$/;
/** Thousands of random cases would take hours, so only examples are run. */
const RANDOM_TESTS = /\.(?:model|properties|property)\.test\.ts$/;

/** The client of the API, whose tests wait for responses. */
const OUTSIDE_THE_DOMAIN = /^(?:api|schema)\//;

const requestedRooms = process.argv.slice(2);
const sources = (await readdir(SOURCE, { recursive: true }))
  .filter(file => file.endsWith('.ts'))
  .sort();
const tests = sources.filter(
  file =>
    file.endsWith('.test.ts') &&
    !RANDOM_TESTS.test(file) &&
    !OUTSIDE_THE_DOMAIN.test(file),
);

const rows = [];
for (const room of requestedRooms.length > 0 ? requestedRooms : ROOMS) {
  rows.push(await measure(room));
}
await rm(BUNDLES, { recursive: true, force: true });
await writeTable(rows.filter(({ room }) => ROOMS.includes(room)));

async function measure(room) {
  const files = sources.filter(
    file =>
      (file.startsWith(`${room}/`) || file === `${room}.ts`) &&
      !NOT_MUTATED.test(`/${file}`),
  );
  const { mutants, instrumented } = await instrument(files);
  const runner = await startRunner(await bundle(instrumented));
  const survivors = [];
  for (const mutant of mutants) {
    if (!(await runner.kills(mutant.id))) {
      survivors.push(mutant);
    }
  }
  await runner.stop();
  for (const mutant of survivors) {
    console.log(await describe(mutant));
  }
  const killed = mutants.length - survivors.length;
  console.log(`${room}: ${killed} of ${mutants.length} killed`);
  return { room, mutants: mutants.length, killed };
}

/**
 * Creates each file with all of its mutants, which are activated by their ids.
 */
async function instrument(files) {
  const silent = () => {};
  const logger = {
    ...{ trace: silent, debug: silent, info: silent, warn: silent },
    ...{ error: console.error, fatal: console.error },
    ...{ isDebugEnabled: () => false, isTraceEnabled: () => false },
  };
  const instrumenter = createInjector()
    .provideValue('logger', logger)
    .injectFunction(createInstrumenter);
  const contents = await Promise.all(
    files.map(async file => ({
      name: path.join(SOURCE, file),
      mutate: true,
      content: await readFile(path.join(SOURCE, file), 'utf8'),
    })),
  );
  // Texts are ignored: they change more often than their meaning.
  const { files: written, mutants } = await instrumenter.instrument(contents, {
    plugins: null,
    ignorers: [],
    excludedMutations: ['StringLiteral'],
  });
  return {
    mutants: mutants.filter(({ status }) => status !== 'Ignored'),
    instrumented: new Map(written.map(({ name, content }) => [name, content])),
  };
}

async function bundle(instrumented) {
  await build({
    entryPoints: tests.map(test => path.join(SOURCE, test)),
    outdir: BUNDLES,
    outbase: SOURCE,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      {
        name: 'mutants',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path: file }) =>
            instrumented.has(file)
              ? { contents: instrumented.get(file), loader: 'ts' }
              : undefined,
          ),
      },
    ],
  });
  return tests.map(test => ({
    test: path.join(SOURCE, test),
    file: path.join(BUNDLES, test.replace(/\.ts$/, '.js')),
  }));
}

/**
 * Runs the tests in a thread, which is terminated if a mutant does not return.
 */
async function startRunner(bundles) {
  let thread;
  const start = () => {
    thread = new Worker(path.join(import.meta.dirname, 'worker.mjs'), {
      workerData: { bundles, package: PACKAGE },
    });
  };
  const ask = (message, seconds) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(async () => {
        await thread.terminate();
        start();
        resolve({ failed: ['timeout'] });
      }, seconds * 1000);
      thread.once('error', reject);
      thread.once('message', answer => {
        clearTimeout(timer);
        thread.removeListener('error', reject);
        resolve(answer);
      });
      thread.postMessage(message);
    });
  start();
  const { failed, coverage } = await ask({}, 300);
  if (failed.length > 0) {
    throw new Error(`Without a mutant, these fail:\n${failed.join('\n')}`);
  }
  return {
    async kills(mutant) {
      const covering = coverage[mutant] ?? [];
      return (
        covering.length > 0 &&
        (await ask({ mutant, covering }, SECONDS_FOR_A_MUTANT)).failed.length >
          0
      );
    },
    stop: () => thread.terminate(),
  };
}

async function describe({ fileName, location, mutatorName, replacement }) {
  const { start, end } = location;
  const lines = (await readFile(fileName, 'utf8'))
    .split('\n')
    .slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  const short = text => text.replace(/\s+/g, ' ').slice(0, 120);
  return `${path.relative(SOURCE, fileName)}:${start.line + 1} ${mutatorName}: ${short(lines.join(' '))} -> ${short(replacement)}`;
}
