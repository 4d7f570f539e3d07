import { spawn } from 'node:child_process';

/** Runs a program, and shows its output only if it fails. */
export function run([program, ...args], { cwd, env, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      signal,
      // Yarn of the repository, not the one that each portal brings.
      env: { ...process.env, YARN_IGNORE_PATH: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', chunk => {
        text += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve(text)
        : reject(
            new Error(
              `"${[program, ...args].join(' ')}" ended with ${code}:\n${endOf(text)}`,
            ),
          ),
    );
  });
}

/** Programs that are one line, such as Yarn, show it when they crash. */
function endOf(text) {
  return text
    .split('\n')
    .slice(-60)
    .map(line => line.slice(0, 300))
    .join('\n');
}
