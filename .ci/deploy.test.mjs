// The files in deploy/ are those of the current tables.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

it('The files in deploy/ are up to date', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('generate-deploy.mjs', import.meta.url)), '--check'],
    { encoding: 'utf8' },
  );
  assert.equal(stderr, '');
  assert.equal(status, 0);
});
