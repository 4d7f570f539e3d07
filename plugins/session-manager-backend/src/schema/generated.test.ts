import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const SCRIPT = resolve(__dirname, '../../../../.ci/generate-api.mjs');

describe('the generated router, types and client', () => {
  it('are what was generated from the OpenAPI document as it is', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [SCRIPT, '--check'],
      { encoding: 'utf8' },
    );

    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
