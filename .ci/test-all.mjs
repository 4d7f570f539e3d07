// Runs every check and every test suite, continues after a failure, and ends
// with a line of totals.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const reports = await mkdtemp(path.join(tmpdir(), 'session-manager-tests-'));
const report = name => path.join(reports, `${name}.json`);

// The lists run at the same time, because each command keeps one core busy.
const checks = [
  [
    { name: 'Types', command: ['yarn', 'tsc'] },
    { name: 'API reports', command: ['yarn', 'api-reports:check'] },
    { name: 'Build', command: ['yarn', 'build'] },
    { name: 'Backstage checks', command: ['yarn', 'repo-tools:check'] },
  ],
  [
    { name: 'Formatting', command: ['yarn', 'prettier:check'] },
    { name: 'Lint', command: ['yarn', 'lint'] },
    { name: 'Unused code', command: ['yarn', 'knip'] },
    { name: 'Structure', command: ['yarn', 'test:structure'] },
    { name: 'Size', command: ['yarn', 'size'] },
    { name: 'Each plugin alone', command: ['yarn', 'test:harness'] },
  ],
];

const tests = [
  {
    name: 'Packages',
    // Not beside the checks: packing changes each package.json for a moment.
    command: ['yarn', 'test:packages'],
  },
  {
    name: 'Unit and plugin tests',
    command: [
      'yarn',
      'test',
      `--testSequencer=${fileURLToPath(new URL('longest-first.cjs', import.meta.url))}`,
      '--json',
      `--outputFile=${report('jest')}`,
    ],
    count: async () => {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } =
        await json('jest');
      return {
        passed: numPassedTests,
        failed: numFailedTests + numRuntimeErrorTestSuites,
      };
    },
  },
  {
    name: 'The portal in a browser',
    // The app is built already.
    command: ['yarn', 'workspace', 'e2e-tests', 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('playwright') },
    count: async () => {
      const { expected, flaky, unexpected } = (await json('playwright')).stats;
      // A test that only passes on its second try counts as failed.
      return { passed: expected, failed: unexpected + flaky };
    },
  },
];

const total = { passed: 0, failed: 0 };
await Promise.all(
  checks.map(async list => {
    for (const suite of list) {
      await finish(suite, 'pipe');
    }
  }),
);
for (const suite of tests) {
  await finish(suite, 'inherit');
}
await rm(reports, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/** Runs a suite, shows its output at once or at its end, and counts it. */
async function finish(suite, output) {
  const title = `=== ${suite.name}`;
  if (output === 'inherit') {
    console.log(`\n${title}`);
  }
  const began = Date.now();
  const { code, text } = await run(suite, output);
  const { passed, failed } = await counted(suite, code);
  const seconds = Math.round((Date.now() - began) / 1000);
  if (output === 'pipe') {
    console.log(`\n${title}`);
  }
  if (text) {
    console.log(text.trimEnd());
  }
  console.log(`${title}: ${passed} passed, ${failed} failed in ${seconds} s`);
  total.passed += passed;
  total.failed += failed;
}

function run({ command: [program, ...args], env }, output) {
  const child = spawn(program, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', chunk => {
      text += chunk;
    });
  }
  return new Promise(resolve => {
    child.on('error', error => resolve({ code: 1, text: error.message }));
    child.on('close', code => resolve({ code, text }));
  });
}

/** A suite that crashed without a report, or after it, counts as failed. */
async function counted({ count }, code) {
  const plain = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  const result = count ? await count().catch(() => plain) : plain;
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

async function json(name) {
  return JSON.parse(await readFile(report(name), 'utf8'));
}
