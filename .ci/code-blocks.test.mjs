// The code blocks of the documentation are valid in their language; steps of
// templates are valid inputs of their actions, and settings are valid
// configuration. Tests of the plugins run those that do something.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { registeredActions } from './reference/actions.mjs';
import { keysOf } from './reference/configuration.mjs';

const require = createRequire(import.meta.url);
const ts = require('typescript');
const { parseAllDocuments } = require('yaml');
const { validate } = require('jsonschema');

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];

const actions = new Map(
  (await registeredActions()).map(({ id, schema }) => [id, schema.input]),
);
const keys = keysOf('session-manager-node').map(({ path, type }) => ({
  path: path.replaceAll('[]', '').split('.'),
  isOpen: type.includes('{') || type.includes('HumanDuration'),
}));

/** How a block of each language is checked; throws if it is invalid. */
const LANGUAGES = {
  json: text => JSON.parse(text),
  yaml: checkYaml,
  sh: checkShell,
  bash: checkShell,
  ts: text => checkTypeScript(text, 'block.ts'),
  tsx: checkTsx,
  js: text => checkTypeScript(text, 'block.js'),
};
/** Shown, or checked by the tests of what they are about. */
const OTHERS = new Set(['', 'text', 'hcl', 'diff', 'dockerfile', 'promql']);

let checked = 0;
describe('The code blocks', () => {
  for (const name of pages) {
    const blocks = blocksOf(readFileSync(`${root}${name}`, 'utf8'));
    if (blocks.length > 0) {
      it(`of ${name} are valid`, () => {
        for (const { language, text, line } of blocks) {
          const check = LANGUAGES[language];
          assert.ok(
            check || OTHERS.has(language),
            `${name}:${line} is in ${language}, which nothing checks`,
          );
          try {
            check?.(text);
          } catch (error) {
            assert.fail(`${name}:${line}: ${error.message}`);
          }
          checked += check ? 1 : 0;
        }
      });
    }
  }

  it('are found', () => {
    assert.ok(checked > 50, `only ${checked} were checked`);
  });

  it('that are invalid are noticed', () => {
    assert.throws(() => checkYaml('sessionManager:\n  regoin: us-east-1'));
    assert.throws(() =>
      checkYaml(
        'steps:\n  - action: session-manager:role:create\n    input: { roleNmae: x }',
      ),
    );
    assert.throws(() => checkYaml('steps:\n  - action: session-manager:none'));
    assert.throws(() => checkShell('if true'));
    assert.throws(() => checkTypeScript('const = 1;', 'block.ts'));
  });
});

describe('The tests that the page on security names', () => {
  it('exist', () => {
    const page = readFileSync(`${root}docs/security.md`, 'utf8');
    const named = [...page.matchAll(/`(\w[\w.]*\.test\.ts)`/g)];
    const files = new Set(
      globSync('plugins/*/src/**/*.test.ts', { cwd: root }).map(file =>
        path.basename(file),
      ),
    );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.map(([, file]) => file).filter(file => !files.has(file)),
      [],
    );
  });
});

function blocksOf(page) {
  return [...page.matchAll(/^( *)```(\w*)\n(.*?)\n\1```$/gms)].map(
    ({ 1: indent, 2: language, 3: text, index }) => ({
      language,
      text: `\n${text}`.replaceAll(`\n${indent}`, '\n').trim(),
      line: page.slice(0, index).split('\n').length,
    }),
  );
}

function checkYaml(text) {
  for (const document of parseAllDocuments(text, {
    // CloudFormation's short forms.
    customTags: ['Ref', 'Sub', 'GetAtt'].map(name => ({
      tag: `!${name}`,
      resolve: value => value,
    })),
  })) {
    assert.deepEqual(document.errors, []);
    const content = document.toJS();
    checkSteps(content?.spec?.steps ?? content?.steps ?? []);
    checkKeys(content?.sessionManager, ['sessionManager']);
  }
}

function checkSteps(steps) {
  for (const { action, input = {} } of steps) {
    if (action.startsWith('session-manager:')) {
      assert.ok(actions.has(action), `there is no action ${action}`);
      const errors = validate(input, actions.get(action)).errors.filter(
        // What a form fills in is not known.
        ({ instance }) => !JSON.stringify(instance)?.includes('${{'),
      );
      assert.deepEqual(
        errors.map(error => error.stack),
        [],
      );
    }
  }
}

function checkKeys(value, path) {
  const known = keys.filter(key =>
    path.every((name, n) => key.path[n] === name),
  );
  assert.ok(known.length > 0, `there is no setting ${path.join('.')}`);
  if (known.some(key => key.isOpen && key.path.length === path.length)) {
    return;
  }
  const entries = Array.isArray(value) ? value : [value];
  for (const entry of entries) {
    if (typeof entry === 'object' && entry !== null) {
      for (const [name, inner] of Object.entries(entry)) {
        checkKeys(inner, [...path, name]);
      }
    }
  }
}

function checkShell(text) {
  const { status, stderr } = spawnSync('bash', ['-n'], {
    input: text,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}

/** Elements between comments are for a place in another element. */
function checkTsx(text) {
  for (const part of text.split(/^(?=\/\/ )/m)) {
    const code = part.replace(/^\/\/.*$/m, '');
    checkTypeScript(
      code.trimStart().startsWith('<') ? `<>${code}</>` : code,
      'block.tsx',
    );
  }
}

function checkTypeScript(text, fileName) {
  const { diagnostics } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.ReactJSX },
  });
  assert.deepEqual(
    diagnostics.map(({ messageText }) => messageText),
    [],
  );
}
