// Runs every check and every test suite, continues after a failure, and ends
// with a line of totals.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const reports = await mkdtemp(path.join(tmpdir(), 'session-manager-tests-'));
const report = name => path.join(reports, `${name}.json`);

const suites = [
  { name: 'Formatting', command: ['yarn', 'prettier:check'] },
  { name: 'Types', command: ['yarn', 'tsc'] },
  { name: 'Lint', command: ['yarn', 'lint'] },
  { name: 'Structure', command: ['yarn', 'test:structure'] },
  { name: 'API reports', command: ['yarn', 'api-reports:check'] },
  {
    name: 'Unit and plugin tests',
    command: ['yarn', 'test', '--json', `--outputFile=${report('jest')}`],
    count: async () => {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } =
        await json('jest');
      return {
        passed: numPassedTests,
        failed: numFailedTests + numRuntimeErrorTestSuites,
      };
    },
  },
  { name: 'Build', command: ['yarn', 'build'] },
  {
    name: 'The portal in a browser',
    command: ['yarn', 'test:e2e', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('playwright') },
    count: async () => {
      const { expected, flaky, unexpected } = (await json('playwright')).stats;
      // A test that only passes on its second try counts as failed.
      return { passed: expected, failed: unexpected + flaky };
    },
  },
];

const total = { passed: 0, failed: 0 };
for (const suite of suites) {
  console.log(`\n=== ${suite.name}: ${suite.command.slice(0, 2).join(' ')}`);
  const began = Date.now();
  const code = await run(suite);
  const { passed, failed } = await counted(suite, code);
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(
    `=== ${suite.name}: ${passed} passed, ${failed} failed in ${seconds} s`,
  );
  total.passed += passed;
  total.failed += failed;
}
await rm(reports, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function run({ command: [program, ...args], env }) {
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise(resolve => {
    child.on('error', error => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', resolve);
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
