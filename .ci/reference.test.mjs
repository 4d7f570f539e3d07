// The pages in docs/reference/ are those of the current schemas.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { registeredActions } from './reference/actions.mjs';
import { operations } from './reference/api.mjs';
import { keysOf } from './reference/configuration.mjs';

const page = name =>
  readFileSync(
    new URL(`../docs/reference/${name}.md`, import.meta.url),
    'utf8',
  );

describe('The reference', () => {
  it('is up to date', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        fileURLToPath(new URL('generate-reference.mjs', import.meta.url)),
        '--check',
      ],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('has the deepest keys of the configuration', () => {
    const paths = keysOf('session-manager-node').map(({ path }) => path);
    for (const path of [
      'sessionManager.accounts[].approval.autoApprove[].policyStyle',
      'sessionManager.fleet.digest.recipients',
      'sessionManager.instances.tag.value',
    ]) {
      assert.ok(paths.includes(path), path);
      assert.ok(page('configuration').includes(`\`${path}\``), path);
    }
  });

  it('has each action and each operation', async () => {
    const actions = await registeredActions();
    assert.equal(actions.length, 10);
    for (const { id } of actions) {
      assert.ok(page('actions').includes(`## \`${id}\``), id);
    }
    for (const { method, path } of operations()) {
      const title = `### \`${method.toUpperCase()} ${path}\``;
      assert.ok(page('api').includes(title), title);
    }
  });
});
