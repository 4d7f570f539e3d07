import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { JsonObject } from '@backstage/types';
import { demoFleet, freePort, REGION } from 'local-aws';
import { startProcess } from '../startProcess';
import { asking } from './ask';
import { Database } from './databases';
import type { PortalQuestions } from './portalProcess';

/** A portal in a process of its own. */
export interface Portal {
  url: string;
  ask: ReturnType<typeof asking<PortalQuestions>>;
  /** The authorization header of a user who signed in. */
  signIn(name: string): Promise<string>;
  /** What it needs before its first scan. */
  idle: Memory;
  /** Waits for the first scan of all accounts, and returns what it needed. */
  firstScan(): Promise<ScanNeeds>;
  /** Scans all accounts again now, and returns what that needed. */
  scanAgain(): Promise<ScanNeeds>;
  stop(): Promise<void>;
}

/** What a portal needed since it was last asked. */
export type Needed = Awaited<ReturnType<PortalQuestions['needed']>>;

/** Bytes of the process, and of its heap after garbage collections. */
export interface Memory {
  rss: number;
  heap: number;
}

/** What a portal needed for a scan of all accounts. */
export type ScanNeeds = Needed & { peak: Memory };

const LOOK_MS = 200;
// A collection takes a tenth of a second.
const LOOKS_PER_COLLECTION = 10;
const MAKE_DUE = 'update fleet_accounts set due_at = claimed_until';
const TRIGGER =
  '/session-manager/.backstage/scheduler/v1/tasks/session-manager-fleet/trigger';

/** Starts a portal for these accounts, the first of which is its own. */
export async function startPortal(options: {
  accountIds: readonly string[];
  database: Database;
  entities: readonly JsonObject[];
  env: NodeJS.ProcessEnv;
  /** The limit of the heap, in megabytes. */
  heap?: number;
}): Promise<Portal> {
  const { accountIds, database, entities, env, heap } = options;
  const folder = await mkdtemp(join(tmpdir(), 'bench-fleet-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const token = randomBytes(16).toString('hex');
  const catalogFile = join(folder, 'catalog-info.yaml');
  // JSON is YAML.
  const documents = entities.map(entity => JSON.stringify(entity));
  await writeFile(catalogFile, documents.join('\n---\n'));
  const configFile = join(folder, 'app-config.yaml');
  await writeFile(
    configFile,
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: database.config,
        auth: {
          externalAccess: [
            { type: 'static', options: { token, subject: 'benchmark' } },
          ],
        },
      },
      auth: { environment: 'development', providers: { header: {} } },
      permission: { enabled: true },
      catalog: {
        locations: [
          {
            type: 'file',
            target: catalogFile,
            rules: [{ allow: ['User', 'Group', 'Component'] }],
          },
        ],
      },
      aws: {
        mainAccount: { region: REGION },
        accounts: accountIds.slice(1).map(accountId => ({
          accountId,
          roleName: demoFleet.portalRoleName,
          region: REGION,
        })),
      },
      sessionManager: {
        region: REGION,
        accounts: accountIds.map(accountId => ({
          accountId,
          regions: [REGION],
        })),
        // The benchmark itself says when accounts are scanned.
        fleet: { refresh: { days: 1 } },
        // What is counted and timed is complete, also on a busy machine.
        status: { deadline: { minutes: 1 } },
      },
    }),
  );
  const child = await startProcess(
    require.resolve('./portalProcess'),
    ['--config', configFile],
    {
      ...env,
      NODE_ENV: 'production',
      ...(heap && { NODE_OPTIONS: `--max-old-space-size=${heap}` }),
    },
  );
  const ask = asking<PortalQuestions>(child);
  const { peakRss } = await ask('needed');
  const idle = { rss: peakRss, heap: await ask('liveHeap') };

  async function get(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${url}/api${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}` },
    });
  }

  const last = entities.at(-1) as { metadata: { name: string } };
  while (
    !(
      await get(
        `/catalog/entities/by-name/component/default/${last.metadata.name}`,
      )
    ).ok
  ) {
    await sleep(LOOK_MS);
  }

  /** All that was needed until each account is scanned. */
  async function untilScanned(): Promise<ScanNeeds> {
    const total = await ask('needed');
    let peakHeap = 0;
    for (let look = 1; total.scans.length < accountIds.length; look++) {
      await sleep(LOOK_MS);
      if (look % LOOKS_PER_COLLECTION === 0) {
        peakHeap = Math.max(peakHeap, await ask('liveHeap'));
      }
      add(total, await ask('needed'));
    }
    peakHeap = Math.max(peakHeap, await ask('liveHeap'));
    return { ...total, peak: { rss: total.peakRss, heap: peakHeap } };
  }

  return {
    url,
    ask,
    async signIn(name) {
      const answer = await fetch(`${url}/api/auth/header/refresh`, {
        headers: { 'x-user': name },
      });
      const { backstageIdentity } = await answer.json();
      return `Bearer ${backstageIdentity.token}`;
    },
    idle,
    firstScan: untilScanned,
    async scanAgain() {
      await ask('needed');
      await ask('sql', 'session-manager', MAKE_DUE);
      // Refused while the run of the last scan ends.
      while (!(await get(TRIGGER, { method: 'POST' })).ok) {
        await sleep(LOOK_MS);
      }
      return untilScanned();
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

function add(total: Needed, more: Needed): void {
  for (const kind of ['queries', 'requests'] as const) {
    for (const [name, count] of Object.entries(more[kind])) {
      total[kind][name] = (total[kind][name] ?? 0) + count;
    }
  }
  total.rowsWritten += more.rowsWritten;
  total.scans.push(...more.scans);
  total.cpuMs += more.cpuMs;
  total.peakRss = Math.max(total.peakRss, more.peakRss);
}
