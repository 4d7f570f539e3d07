// The README's section on installing can be followed by yarn verify:adoption.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { mergeCode, mergeYaml } from './verify-adoption/mergeCode.mjs';
import { countLines, installBlocks } from './verify-adoption/readme.mjs';
import {
  rejectedVersions,
  secondCopies,
} from './verify-adoption/secondCopies.mjs';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const filesFor = system =>
  installBlocks(readme)
    .filter(block => block.system === undefined || block.system === system)
    .flatMap(({ parts }) => parts.map(({ file }) => file));

describe('The README', () => {
  it('says which files an app on the new frontend system changes', () => {
    assert.deepEqual(filesFor('new'), [
      'packages/backend/src/index.ts',
      'app-config.yaml',
    ]);
  });

  it('says which files an app on the old frontend system changes', () => {
    assert.deepEqual(filesFor('old'), [
      'packages/backend/src/index.ts',
      'packages/app/src/App.tsx',
      'packages/app/src/components/Root/Root.tsx',
      'packages/app/src/components/catalog/EntityPage.tsx',
      'packages/app/src/index.tsx',
      'app-config.yaml',
    ]);
  });

  it('adds packages and copies the templates', () => {
    const [shell] = installBlocks(readme);
    assert.equal(shell.language, 'sh');
    assert.equal(countLines(shell.code), 3);
  });
});

describe('A block without a file', () => {
  it('is an error', () => {
    const text = '## Install it in your portal\n\n```ts\nbackend.add();\n```\n';
    assert.throws(() => installBlocks(text), /does not say which file/);
  });
});

describe('Code', () => {
  const app = [
    "import { Page } from 'page';",
    'const other = (',
    '  <Group icon={<Icon />}>',
    '  </Group>',
    ');',
    'const routes = (',
    '  <Group icon={<Icon />}>',
    '    <Route path="/create" element={<Page />} />',
    '  </Group>',
    ');',
  ].join('\n');

  it('goes into the element, instead of the route', () => {
    const merged = mergeCode(
      app,
      [
        "import { Page } from 'page';",
        "import { Ours } from 'ours';",
        '// In <Group> of routes, instead of the route "/create":',
        '<Route path="/create" element={<Ours />} />',
      ].join('\n'),
    );
    assert.equal(
      merged.replace(/^\s+/gm, ''),
      [
        "import { Ours } from 'ours';",
        "import { Page } from 'page';",
        'const other = (',
        '<Group icon={<Icon />}>',
        '</Group>',
        ');',
        'const routes = (',
        '<Group icon={<Icon />}>',
        '<Route path="/create" element={<Ours />} />',
        '</Group>',
        ');',
      ].join('\n'),
    );
  });

  it('needs a place that the file has', () => {
    const into = place => () => mergeCode(app, `// In ${place}:\n<Ours />`);
    assert.throws(into('<Menu>'), /has no <Menu/);
    assert.throws(into('<Group> of Root'), /has no const Root/);
    assert.throws(into('<Group>, instead of the route "/home"'), /\/home/);
    assert.throws(into('the menu'), /Not a place/);
  });
});

describe('YAML', () => {
  it('merges maps and appends to lists', () => {
    const merged = mergeYaml('a: { b: [1] }\n', 'a:\n  b: [2]\n  c: 3\n');
    assert.deepEqual(merged.trim(), 'a: { b: [ 1, 2 ], c: 3 }');
  });
});

describe('A lockfile', () => {
  const entry = (name, version) =>
    `"${name}@npm:^${version}":\n  version: ${version}\n  resolution: "${name}@npm:${version}"\n`;

  it('has a second copy if a package of Backstage has two versions', () => {
    const lockfile = [
      entry('@backstage/errors', '1.2.7'),
      entry('@backstage/errors', '1.4.0'),
      entry('@backstage/types', '1.2.2'),
      entry('zod', '3.0.0'),
      entry('zod', '4.0.0'),
    ].join('\n');
    assert.deepEqual(secondCopies(lockfile), [
      '@backstage/errors: 1.2.7, 1.4.0',
    ]);
  });

  it('has what a range of ours rejects', () => {
    const ours = range =>
      [
        entry('@backstage/errors', '1.2.7'),
        '"backstage-plugin-session-manager@file:x.tgz":',
        '  version: 0.1.0',
        '  resolution: "backstage-plugin-session-manager@file:x.tgz"',
        '  dependencies:',
        `    "@backstage/errors": "npm:${range}"`,
        '    zod: "npm:^4.0.0"',
      ].join('\n');
    assert.deepEqual(rejectedVersions(ours('>=1.2.7 <2')), []);
    assert.deepEqual(rejectedVersions(ours('^1.4.0')), [
      'backstage-plugin-session-manager: @backstage/errors ^1.4.0, not 1.2.7',
    ]);
  });
});
