import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const RETRY_MILLISECONDS = 250;

/**
 * Runs a piece of work while no other process of this machine runs it. The lock
 * of a process that died is ignored. If two processes detect that at the same
 * moment, both run, which the work must tolerate.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
): Promise<T> {
  while (!(await take(file))) {
    if (await isHeld(file)) {
      await delay(RETRY_MILLISECONDS);
    } else {
      await rm(file, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function take(file: string): Promise<boolean> {
  // A link is created together with its content, so a lock always has a holder.
  const holder = `${file}.${randomUUID()}`;
  await writeFile(holder, String(process.pid));
  try {
    await link(holder, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    await rm(holder, { force: true });
  }
}

async function isHeld(file: string): Promise<boolean> {
  try {
    return isAlive(Number(await readFile(file, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
