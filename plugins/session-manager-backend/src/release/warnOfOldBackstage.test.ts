import { mockServices } from '@backstage/backend-test-utils';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { warnOfOldBackstage } from './warnOfOldBackstage';

let portal: string;

beforeEach(async () => {
  portal = await mkdtemp(join(tmpdir(), 'session-manager-release-'));
});
afterEach(() => rm(portal, { recursive: true }));

/** What is logged at the start of a backend in `packages/backend`. */
async function warnings(backstageJson?: string): Promise<unknown[]> {
  const folder = join(portal, 'packages/backend');
  await mkdir(folder, { recursive: true });
  if (backstageJson !== undefined) {
    await writeFile(join(portal, 'backstage.json'), backstageJson);
  }
  const logger = mockServices.logger.mock();
  await warnOfOldBackstage({ logger, folder });
  return logger.warn.mock.calls.map(([message]) => message);
}

it.each(['1.56.2', '1.45.3', '0.9.0'])('warns of %s', async version => {
  expect(await warnings(JSON.stringify({ version }))).toEqual([
    `This portal has Backstage ${version}. The Session Manager plugins support 1.57 and later: update Backstage, or expect pages that stay empty and actions that fail.`,
  ]);
});

it.each(['1.57.0', '1.58.1', '1.100.0', '2.0.0'])(
  'says nothing about %s',
  async version => {
    expect(await warnings(JSON.stringify({ version }))).toEqual([]);
  },
);

it.each([
  ['a portal without the file', undefined],
  ['a file without a version', '{}'],
  ['a file that is not JSON', 'x'],
])('says nothing about %s', async (_, text) => {
  expect(await warnings(text)).toEqual([]);
});
