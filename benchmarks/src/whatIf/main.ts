import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { databases } from '../fleet/databases';
import { folder } from '../folder';
import { rounded } from '../provision/statistics';
import { measurePortal, PortalCosts } from './portal';
import { measurePure, PureCosts } from './pure';

const FILE = join(folder, 'results', 'what-if.json');
const PAGE = join(folder, '../docs/fleet.md');
const GOAL_MS = 2000;
const GOAL_DELAY_MS = 50;

interface Results {
  measuredAt: string;
  machine: { cpu: string; cores: number; load: number; node: string };
  pure: PureCosts;
  portals: PortalCosts[];
}

/**
 * `yarn bench:what-if`: measures, prints, and saves the results, unless
 * `--no-save` is given. Fails if a goal is missed.
 */
export async function main(args: readonly string[]): Promise<void> {
  const [load] = loadavg();
  print('Measuring the function.');
  const pure = measurePure();
  const portals: PortalCosts[] = [];
  for (const start of databases(print)) {
    const database = await start();
    print(`Measuring a portal on ${database.name}.`);
    portals.push(await measurePortal(database));
    await database.stop();
  }
  const results: Results = {
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0].model.trim(),
      cores: cpus().length,
      load: rounded(load, 1),
      node: process.version,
    },
    pure,
    portals,
  };
  print(report(results));
  if (!args.includes('--no-save')) {
    await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
    await keepInDocs(report(results));
  }
  const isMet =
    pure.cpuMs < GOAL_MS &&
    portals.every(({ delay }) => delay.p99 < GOAL_DELAY_MS);
  process.exitCode = isMet ? 0 : 1;
}

function report({ pure, portals, machine }: Results): string {
  const rows: Array<[string, string]> = [
    [
      `${count(pure.roles)} roles, each with an environment of its own`,
      `${pure.cpuMs} ms of one core (goal: ${GOAL_MS} ms)`,
    ],
    [
      'predicting the same roles once, on the same machine',
      `${pure.cpuMsOfPrediction} ms of one core`,
    ],
    [
      'the same without the predictions of the store',
      `${pure.cpuMsWithoutPredictions} ms of one core`,
    ],
    [
      'the same by the IAM policy simulator',
      `at least ${count(pure.simulatorRequests)} requests`,
    ],
    ...portals.flatMap((portal): Array<[string, string]> => [
      [
        `${count(portal.roles)} roles in a portal on ${portal.database}`,
        `${portal.seconds} s (${portal.cpuSeconds} s of CPU), ${count(portal.affected)} affected`,
      ],
      [
        `the delay of its event loop, ${portal.database}`,
        `p99 ${portal.delay.p99} ms (goal: ${GOAL_DELAY_MS} ms), at most ${portal.delay.max} ms`,
      ],
      [
        `the first line of its response, ${portal.database}`,
        `after ${portal.firstLineMs} ms`,
      ],
      [
        'the same by the IAM policy simulator',
        `at least ${count(portal.roles)} requests`,
      ],
    ]),
    [
      'measured on',
      `${machine.cpu}, ${machine.cores} cores, load ${machine.load}`,
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const values = Math.max(...rows.map(([, value]) => value.length));
  const line = (name: string, value: string) =>
    `| ${name.padEnd(width)} | ${value.padEnd(values)} |`;
  return [
    line('what', 'measured'),
    line('-'.repeat(width), '-'.repeat(values)),
    ...rows.map(([name, value]) => line(name, value)),
  ].join('\n');
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
