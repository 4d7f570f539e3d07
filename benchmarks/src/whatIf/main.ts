import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { databases } from '../fleet/databases';
import { folder } from '../folder';
import { rounded } from '../provision/statistics';
import { measurePortal, PortalCosts } from './portal';
import { measurePure, PureCosts } from './pure';

const FILE = join(folder, 'results', 'what-if.json');
const PAGE = join(folder, '../docs/fleet.md');
const GOAL_MS = 2000;
const GOAL_DELAY_MS = 50;

interface Circumstances {
  measuredAt: string;
  machine: { cpu: string; cores: number; load: number; node: string };
}

interface Results {
  function?: Circumstances & { costs: PureCosts };
  portal?: Circumstances & { costs: PortalCosts[] };
}

const PARTS = ['function', 'portal'];

/**
 * `yarn bench:what-if [function] [portal]`: measures the given parts, or both,
 * prints, and saves the results beside those of the other part. Fails if a goal
 * is missed.
 */
export async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter(arg => !PARTS.includes(arg));
  if (unknown.length > 0) {
    throw new InputError(`${unknown} is none of ${PARTS.join(', ')}`);
  }
  const isWanted = (part: string) => args.length === 0 || args.includes(part);
  const results: Results = {
    ...(await saved()),
    ...(isWanted('function') && {
      function: { ...circumstances(), costs: measurePure() },
    }),
    ...(isWanted('portal') && {
      portal: { ...circumstances(), costs: await portals() },
    }),
  };
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
  await keepInDocs(report(results));
  print(report(results));
  const { function: pure, portal } = results;
  const isMet =
    (!pure || pure.costs.cpuMs < GOAL_MS) &&
    (portal?.costs ?? []).every(({ delay }) => delay.p99 < GOAL_DELAY_MS);
  process.exitCode = isMet ? 0 : 1;
}

async function portals(): Promise<PortalCosts[]> {
  const costs: PortalCosts[] = [];
  for (const start of databases(print)) {
    const database = await start();
    print(`Measuring a portal on ${database.name}.`);
    costs.push(await measurePortal(database));
    await database.stop();
  }
  return costs;
}

function circumstances(): Circumstances {
  return {
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0].model.trim(),
      cores: cpus().length,
      load: rounded(loadavg()[0], 1),
      node: process.version,
    },
  };
}

async function saved(): Promise<Results> {
  try {
    return JSON.parse(await readFile(FILE, 'utf8'));
  } catch {
    return {};
  }
}

function report({ function: pure, portal }: Results): string {
  const rows = [
    ...(pure ? [...functionRows(pure.costs), machineRow(pure)] : []),
    ...(portal
      ? [...portal.costs.flatMap(portalRows), machineRow(portal)]
      : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const values = Math.max(...rows.map(([, value]) => value.length));
  const line = ([name, value]: Row) =>
    `| ${name.padEnd(width)} | ${value.padEnd(values)} |`;
  return [
    line(['what', 'measured']),
    line(['-'.repeat(width), '-'.repeat(values)]),
    ...rows.map(line),
  ].join('\n');
}

type Row = [what: string, measured: string];

function functionRows(costs: PureCosts): Row[] {
  return [
    [
      `${count(costs.roles)} roles, each with an environment of its own`,
      `${costs.cpuMs} ms of one core (goal: ${GOAL_MS} ms)`,
    ],
    [
      'predicting the same roles once, on the same machine',
      `${costs.cpuMsOfPrediction} ms of one core`,
    ],
    [
      'the same without the predictions of the store',
      `${costs.cpuMsWithoutPredictions} ms of one core`,
    ],
    [
      'the same by the IAM policy simulator',
      `at least ${count(costs.simulatorRequests)} requests`,
    ],
  ];
}

function portalRows(costs: PortalCosts): Row[] {
  const { database, delay } = costs;
  return [
    [
      `${count(costs.roles)} roles in a portal on ${database}`,
      `${costs.seconds} s (${costs.cpuSeconds} s of CPU), ${count(costs.affected)} affected`,
    ],
    [
      `the delay of its event loop, ${database}`,
      `p99 ${delay.p99} ms (goal: ${GOAL_DELAY_MS} ms), at most ${delay.max} ms`,
    ],
    [
      `the first line of its response, ${database}`,
      `after ${costs.firstLineMs} ms`,
    ],
    [
      'the same by the IAM policy simulator',
      `at least ${count(costs.roles)} requests`,
    ],
  ];
}

function machineRow({ machine }: Circumstances): Row {
  const { cpu, cores, load } = machine;
  return ['measured on', `${cpu}, ${cores} cores, load ${load} before`];
}

async function keepInDocs(text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const block =
    /(<!-- what-if benchmark -->\n)[\s\S]*(<!-- \/what-if benchmark -->)/;
  await writeFile(PAGE, page.replace(block, `$1\n${text}\n\n$2`));
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
