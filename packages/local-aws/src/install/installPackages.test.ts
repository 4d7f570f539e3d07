import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import {
  installPackages,
  LINTERS,
  MOTO,
  SCHEMATHESIS,
} from './installPackages';

// The first installation downloads a large amount of data.
jest.setTimeout(300_000);

describe('installPackages', () => {
  let folder: string;
  let progress: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'install-packages-'));
    progress = [];
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** A pip configuration that replaces the machine's own. */
  function install(pip: Readonly<Record<`PIP_${string}`, string>>) {
    const others = Object.entries(process.env).filter(
      ([key]) => !key.startsWith('PIP_'),
    );
    return installPackages(MOTO, {
      folder,
      env: {
        ...Object.fromEntries(others),
        PIP_CONFIG_FILE: '/dev/null',
        ...pip,
      },
      progress: sentence => progress.push(sentence),
    });
  }

  it.each([
    { packages: MOTO, program: 'import moto.server' },
    { packages: LINTERS, program: 'import cfnlint, hcl2, parliament' },
    { packages: SCHEMATHESIS, program: 'import schemathesis.cli' },
  ])('installs $packages.title once', async ({ packages, program }) => {
    const python = await installPackages(packages, {});

    const { status } = spawnSync(python, ['-I', '-c', program]);

    expect(status).toBe(0);
    const again = await installPackages(packages, {
      progress: s => progress.push(s),
    });
    expect(again).toBe(python);
    expect(progress).toEqual([]);
  });

  it('says what to do if PyPI cannot be reached', async () => {
    const offline = install({
      // Nothing listens on this port, which is never assigned.
      PIP_INDEX_URL: 'http://127.0.0.1:1/simple',
      PIP_RETRIES: '0',
      PIP_NO_CACHE_DIR: '1',
    });
    await expect(offline).rejects.toThrow(
      'pip cannot get the local AWS from PyPI: connect to the internet, or name a mirror that you can reach in pip’s configuration or PIP_INDEX_URL, then try again.',
    );
    expect(progress).toEqual([
      'Installing the local AWS (moto, about 300 MB); this is done once.',
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('only accepts pinned packages', async () => {
    const mirror = join(folder, 'mirror');
    await mkdir(mirror);
    await writeFile(
      join(mirror, 'annotated_types-0.8.0-py3-none-any.whl'),
      'another file of that name',
    );
    const poisoned = install({
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: mirror,
      PIP_NO_CACHE_DIR: '1',
    });
    await expect(poisoned).rejects.toThrow(
      'pip got a file that differs from what requirements.txt pins: use PyPI or a faithful mirror of it as pip’s index (PIP_INDEX_URL), then try again.',
    );
    expect(await readdir(folder)).toEqual(['mirror']);
  });

  it('removes the leftovers of a killed installation', async () => {
    const ended = spawnSync(process.execPath, ['-e', '']);
    await mkdir(join(folder, `venv-0123456789ab.${ended.pid}`));

    await expect(install({ PIP_NO_INDEX: '1' })).rejects.toThrow('pip');

    expect(await readdir(folder)).toEqual([]);
  });
});
