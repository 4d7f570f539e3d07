import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from './python';

describe('findPython', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'python-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function program(name: string, text: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, text);
    await chmod(file, 0o755);
    return file;
  }

  it('finds python3', async () => {
    expect(await findPython(process.env)).toEqual({
      command: process.env.PYTHON || 'python3',
      identity: expect.stringMatching(/^3\.\d+ \//),
    });
  });

  it('uses the Python that PYTHON names', async () => {
    const PYTHON = await program('mine', '#!/bin/sh\nexec python3 "$@"\n');

    const { command } = await findPython({ ...process.env, PYTHON });

    expect(command).toBe(PYTHON);
  });

  it('says what to do if there is no Python', async () => {
    await expect(findPython({ PATH: folder })).rejects.toThrow(
      'The local AWS needs Python 3.10 or later, and "python3" does not run: install Python, or set PYTHON to where it is.',
    );
  });

  it('says what to do if PYTHON is invalid', async () => {
    const PYTHON = join(folder, 'nothing');
    await expect(findPython({ ...process.env, PYTHON })).rejects.toThrow(
      `and "${PYTHON}" does not run: install Python, or set PYTHON to where it is.`,
    );
  });

  it.each([
    [2, 7],
    [3, 9],
  ])('says what to do with Python %i.%i', async (major, minor) => {
    const answer = { major, minor, executable: '/old/python', complete: true };
    const PYTHON = await program(
      'old',
      `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`,
    );
    await expect(findPython({ ...process.env, PYTHON })).rejects.toThrow(
      `The local AWS needs Python 3.10 or later, and "${PYTHON}" is Python ${major}.${minor}: install a newer one, or set PYTHON to where it is.`,
    );
  });

  it('says what to do if it cannot create virtual environments', async () => {
    // The case on Debian without python3-venv.
    await program('ensurepip.py', 'raise ImportError()\n');
    await expect(
      findPython({ ...process.env, PYTHONPATH: folder }),
    ).rejects.toThrow(
      /^Python 3\.\d+ \(".*"\) cannot create virtual environments: install its venv module \(on Debian and Ubuntu the package python3-venv\), or set PYTHON to another Python\.$/,
    );
  });
});
