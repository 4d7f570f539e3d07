import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { demoFleet } from 'local-aws';
import { folder } from '../folder';
import { rounded } from '../provision/statistics';
import { measureCalls } from './calls';
import { measureCards } from './card';
import { databases } from './databases';
import { catalogOf, VIEWER } from './entities';
import { goals } from './goals';
import { measureLists } from './lists';
import { report } from './report';
import { Circumstances, Measured, Part, Results } from './Results';
import { measureScans } from './scan';
import { startAws } from './startAws';
import { startLoad } from './startLoad';
import { startPortal } from './startPortal';

const FILE = join(folder, 'results', 'fleet.json');
const PAGE = join(folder, '../docs/fleet.md');
const PARTS: Part[] = ['scan', 'calls', 'card', 'list'];
const ACCOUNTS = [10, 100];
/** What the modules of the backend need, and 80 MB. */
const HEAP_LIMIT = 256;

/**
 * `yarn bench:fleet`: measures the given parts, or all, prints, and saves the
 * results beside those of the other parts.
 */
export async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter(arg => !PARTS.some(part => part === arg));
  if (unknown.length > 0) {
    throw new InputError(`${unknown} is none of ${PARTS.join(', ')}`);
  }
  const parts = args.length > 0 ? args : PARTS;
  const now: Results = {
    ...(parts.includes('scan') && { scan: await measured(scans) }),
    ...(parts.includes('calls') && { calls: await measured(calls) }),
    ...(parts.includes('card') && { card: await measured(requests) }),
    ...(parts.includes('list') && { list: await measured(lists) }),
  };
  const results: Results = { ...(await saved()), ...now };
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
  await keepInDocs(report(results));
  process.stdout.write(`${report(results)}\n`);
  process.exitCode = goals(results).every(({ met }) => met) ? 0 : 1;
}

async function measured<Cost>(
  measure: () => Promise<Cost>,
): Promise<Measured<Cost>> {
  const [load] = loadavg();
  const circumstances: Circumstances = {
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0].model.trim(),
      cores: cpus().length,
      load: rounded(load, 1),
      node: process.version,
    },
  };
  return { ...circumstances, costs: await measure() };
}

async function scans() {
  const costs = [];
  for (const accounts of ACCOUNTS) {
    for (const start of databases(print)) {
      const database = await start();
      print(`Scanning ${accounts} accounts twice, on ${database.name}.`);
      costs.push(
        await measureScans({ accounts, database, heapLimit: HEAP_LIMIT }),
      );
      await database.stop();
    }
  }
  return costs;
}

async function calls() {
  print('Counting the calls of views and scans.');
  const [start] = databases(print);
  return withDemo(start, (parts, authorization) =>
    measureCalls(parts, authorization),
  );
}

async function requests() {
  const costs = [];
  for (const start of databases(print)) {
    costs.push(
      await withDemo(start, (parts, authorization) => {
        print(`Measuring the card, on ${parts.database.name}.`);
        return measureCards(parts, authorization, parts.database.name);
      }),
    );
  }
  return costs;
}

async function lists() {
  const costs = [];
  const load = await startLoad();
  for (const start of databases(print)) {
    const database = await start();
    print(`Measuring lists, on ${database.name}.`);
    costs.push(await measureLists(load, database));
    await database.stop();
  }
  load.stop();
  return costs;
}

type DemoParts = Awaited<ReturnType<typeof startDemo>>;

/** Runs something with a portal that shows the demo fleet. */
async function withDemo<T>(
  start: ReturnType<typeof databases>[number],
  work: (parts: DemoParts, authorization: string) => Promise<T>,
): Promise<T> {
  const parts = await startDemo(start);
  const { aws, database, load, portal } = parts;
  const result = await work(parts, await portal.signIn(VIEWER));
  load.stop();
  await portal.stop();
  await aws.stop();
  await database.stop();
  return result;
}

async function startDemo(start: ReturnType<typeof databases>[number]) {
  const database = await start();
  const aws = await startAws('demo');
  const { accounts, roles } = demoFleet;
  const portal = await startPortal({
    accountIds: [accounts.development, accounts.production],
    database,
    entities: catalogOf(
      Object.values(roles).map(({ entityRef }) =>
        entityRef.slice(entityRef.indexOf('/') + 1),
      ),
    ),
    env: aws.env,
  });
  await portal.firstScan();
  return { aws, database, load: await startLoad(), portal };
}

async function saved(): Promise<Results> {
  try {
    return JSON.parse(await readFile(FILE, 'utf8'));
  } catch {
    return {};
  }
}

/** The page with the results. */
async function keepInDocs(text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const block = /(<!-- benchmark -->\n)[\s\S]*(<!-- \/benchmark -->)/;
  await writeFile(PAGE, page.replace(block, `$1\n${text}\n$2`));
}

function print(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
