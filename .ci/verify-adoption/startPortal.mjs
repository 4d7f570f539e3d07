// Runs a portal as its developers do, with "yarn start".
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(import.meta.url);
// As backstage-cli runs the TypeScript of a backend.
require('@backstage/cli/config/nodeTransform.cjs');
const {
  runInProcessGroup,
} = require('../../packages/local-aws/src/launcher/processGroup.ts');
const {
  freePort,
} = require('../../packages/local-aws/src/postgres/freePort.ts');

const MINUTES = 60_000;

/** The ports of a portal, which stay the same when it starts again. */
export async function portalPorts() {
  return { app: await freePort(), backend: await freePort() };
}

/**
 * Starts the portal, and waits until both backend and app respond.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {{ app: number, backend: number }} options.ports
 * @param {object} options.database - Backstage's `backend.database`
 * @param {string} options.user - the name of the user that guests are
 * @param {string} options.group - that user's group
 * @param {Record<string, string>} options.env - the AWS to use
 */
export async function startPortal(options) {
  const { folder, ports, env } = options;
  const config = path.join(folder, 'app-config.verify.yaml');
  // JSON is YAML.
  await writeFile(config, JSON.stringify(overrides(options), null, 2));
  const log = path.join(folder, `portal-${options.user}.log`);
  const output = createWriteStream(log, { flags: 'a' });
  await new Promise(resolve => output.once('open', resolve));
  const stopping = new AbortController();
  const ended = runInProcessGroup({
    command: [
      'yarn',
      'start',
      '--config',
      path.join(folder, 'app-config.yaml'),
      '--config',
      config,
    ],
    cwd: folder,
    env: {
      ...process.env,
      YARN_IGNORE_PATH: '1',
      GITHUB_TOKEN: 'none',
      ...env,
    },
    output: output.fd,
    signal: stopping.signal,
  }).finally(() => output.close());
  const stop = async () => {
    stopping.abort();
    await ended;
  };
  const url = `http://localhost:${ports.app}`;
  try {
    await Promise.race([
      Promise.all([
        responds(url, stopping.signal),
        responds(
          `http://localhost:${ports.backend}/.backstage/health/v1/readiness`,
          stopping.signal,
        ),
      ]),
      ended.then(code => {
        throw new Error(`The portal ended with ${code}. Its log is ${log}`);
      }),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, log, stop };
}

function overrides({ ports, database, user, group }) {
  return {
    app: {
      baseUrl: `http://localhost:${ports.app}`,
      listen: { host: '127.0.0.1', port: ports.app },
    },
    backend: {
      baseUrl: `http://localhost:${ports.backend}`,
      listen: { host: '127.0.0.1', port: ports.backend },
      cors: { origin: `http://localhost:${ports.app}` },
      database,
    },
    auth: {
      providers: {
        guest: {
          userEntityRef: `user:default/${user}`,
          ownershipEntityRefs: [
            `user:default/${user}`,
            `group:default/${group}`,
          ],
        },
      },
    },
  };
}

async function responds(url, signal) {
  const until = Date.now() + 5 * MINUTES;
  while (!signal.aborted) {
    const ok = await fetch(url, { signal }).then(
      response => response.ok,
      () => false,
    );
    if (ok) {
      return;
    }
    if (Date.now() > until) {
      throw new Error(`${url} does not respond.`);
    }
    await sleep(500);
  }
}
