import { FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The file with the servers' logs of one run of `yarn start`. */
export interface PortalLog {
  path: string;
  file: FileHandle;
}

const LAST_LINES = 30;

/** Opens an empty log. Runs with different ports have different files. */
export async function openPortalLog(
  rootDir: string,
  appPort: number,
): Promise<PortalLog> {
  const path = join(rootDir, '.local-aws/logs', `portal-${appPort}.log`);
  await mkdir(dirname(path), { recursive: true });
  return { path, file: await open(path, 'w', 0o600) };
}

/** The last lines of a log. */
export async function endOfLog({ path }: PortalLog): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}
