// Runs a program in a process group of its own, and ends the whole group when
// the program ends or when the parent process ends: the IPC channel then
// closes, even if the parent is killed.
//
// Usage: processGroup.mjs <program> [arguments...], started with an IPC
// channel.

import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const GRACE_MILLISECONDS = 5_000;
const LOOK_MILLISECONDS = 50;

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
});

const exitCode = await new Promise(resolve => {
  child.once('exit', code => resolve(code ?? 1));
  child.once('error', () => resolve(127));
  process.once('disconnect', () => resolve(0));
});
await endGroup(child.pid);
process.exit(exitCode);

/** @param {number | undefined} group */
async function endGroup(group) {
  if (group === undefined) {
    return;
  }
  signal(group, 'SIGTERM');
  const end = Date.now() + GRACE_MILLISECONDS;
  while (signal(group, 0) && Date.now() < end) {
    await delay(LOOK_MILLISECONDS);
  }
  signal(group, 'SIGKILL');
}

/**
 * Sends a signal to the group; returns whether any process received it.
 *
 * @param {number} group
 * @param {NodeJS.Signals | 0} name
 */
function signal(group, name) {
  try {
    return process.kill(-group, name);
  } catch {
    return false;
  }
}
