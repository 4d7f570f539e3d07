import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock';

describe('withLock', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    file = join(folder, 'lock');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('returns the result of the work, and leaves no lock', async () => {
    expect(await withLock(file, async () => 'done')).toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });

  it('releases the lock after a failure', async () => {
    const failing = withLock(file, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');

    expect(await withLock(file, async () => 'done')).toBe('done');
  });

  it('runs one at a time', async () => {
    let working = 0;
    const most: number[] = [];
    const work = async () => {
      working++;
      most.push(working);
      await readdir(folder);
      working--;
    };

    await Promise.all([1, 2, 3].map(() => withLock(file, work)));

    expect(most).toEqual([1, 1, 1]);
  });

  it('waits for another process while it is running', async () => {
    const holder = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        '-e',
        `require('./lock').withLock(process.argv[1], () => {
           console.log('held');
           return new Promise(() => setInterval(() => {}, 60_000));
         })`,
        file,
      ],
      { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(holder.stdout, 'data');

    const waiting = withLock(file, async () => holder.signalCode);
    holder.kill('SIGKILL');

    expect(await waiting).toBe('SIGKILL');
  });

  it('takes over the lock of a process that no longer exists', async () => {
    const ended = spawn(process.execPath, ['-e', '']);
    await once(ended, 'exit');
    await writeFile(file, String(ended.pid));

    expect(await withLock(file, async () => 'done')).toBe('done');
  });
});
