// Runs bundled tests in this thread as Jest would, with at most one active
// mutant.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const { expect } = require('expect');
const { bind } = require('jest-each');

const GLOBALS = ['describe', 'it', 'test', 'expect'];
const MODULE = ['require', 'module', 'exports', '__dirname', '__filename'];

/**
 * The global in which instrumented code looks up its mutant and counts
 * coverage.
 */
const stryker = (globalThis.__stryker__ ??= {});

const suites = workerData.bundles.map(({ test, file }) => ({
  test,
  script: new vm.Script(
    `(function (${[...MODULE, ...GLOBALS]}) {${readFileSync(file, 'utf8')}\n})`,
    { filename: file },
  ),
}));

parentPort.on('message', ({ mutant, covering }) => {
  stryker.activeMutant = mutant;
  parentPort.postMessage(mutant === undefined ? dryRun() : run(covering));
});

/**
 * Runs all tests without a mutant to find out which tests cover which mutant.
 */
function dryRun() {
  const coverage = {};
  const failed = [];
  const milliseconds = suites.map((suite, index) => {
    stryker.mutantCoverage = { static: {}, perTest: {} };
    const began = performance.now();
    failed.push(...failuresIn(suite));
    for (const id of Object.keys(stryker.mutantCoverage.static)) {
      (coverage[id] ??= []).push(index);
    }
    return performance.now() - began;
  });
  for (const covering of Object.values(coverage)) {
    covering.sort((a, b) => milliseconds[a] - milliseconds[b]);
  }
  return { failed, coverage };
}

function run(covering) {
  for (const index of covering) {
    const { value } = failuresIn(suites[index]).next();
    if (value) {
      return { failed: [value] };
    }
  }
  return { failed: [] };
}

function* failuresIn({ test, script }) {
  let tests;
  try {
    tests = collect(test, script);
  } catch (error) {
    yield `${test}: ${error.message}`;
    return;
  }
  for (const { name, body } of tests) {
    try {
      if (body() instanceof Promise) {
        throw new Error('a test of the domain must not wait');
      }
    } catch (error) {
      yield `${name}: ${error.message}`;
    }
  }
}

function collect(test, script) {
  const tests = [];
  const names = [];
  const describe = (name, body) => {
    names.push(name);
    body();
    names.pop();
  };
  const it = (name, body) =>
    tests.push({ name: [...names, name].join(' '), body });
  for (const block of [describe, it]) {
    block.each = (...table) => bind(block, false)(...table);
  }
  const module = { exports: {} };
  script.runInThisContext()(
    createRequire(test),
    module,
    module.exports,
    path.dirname(test),
    test,
    describe,
    it,
    it,
    expect,
  );
  return tests;
}
