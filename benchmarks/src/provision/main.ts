import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import { clientConfig, startAwsProxy, startLocalAws } from 'local-aws';
import { folder } from '../folder';
import { startPortal, TaskTimes } from '../portal/startPortal';
import { ansible } from './contestants/ansible';
import { awsCli } from './contestants/awsCli';
import { bareSdk } from './contestants/bareSdk';
import { cloudFormation } from './contestants/cloudFormation';
import { ours } from './contestants/ours';
import { startPeers } from './contestants/startPeers';
import { fiftyRoles } from './fiftyRoles';
import { goals } from './goals';
import { measure, overheadOf } from './measure';
import { report } from './report';
import { Results, scaffolderAdds, standingOf } from './Results';
import { rounded } from './statistics';

const ADDED_MS = 100;
const FILE = join(folder, 'results', 'provision.json');
const PAGE = join(folder, '../docs/provisioning.md');

/** `yarn bench:provision`: measures, prints, and saves the results. */
export async function main(): Promise<void> {
  const [load] = loadavg();
  const aws = await startLocalAws({ progress: print });
  const proxy = await startAwsProxy(aws.endpoint);
  const bench = { iam: new IAMClient(clientConfig(aws.env)), proxy };
  const overhead = await overheadOf(aws, proxy);
  proxy.answer(async (_, pass) => {
    await sleep(ADDED_MS);
    return pass();
  });
  const env = {
    ...environment(),
    ...aws.env,
    AWS_ENDPOINT_URL: proxy.endpoint,
  };
  const peers = await startPeers(env, print);
  const portal = await startPortal(env);
  const tasks: TaskTimes[] = [];
  const sdk = await bareSdk(env);
  const contestants = [
    ours(portal, times => tasks.push(times)),
    sdk,
    awsCli(peers),
    ansible(peers),
    cloudFormation(peers),
  ];

  print('Warming up.');
  const [first] = (await measure(contestants, bench, 1)).ours;
  tasks.length = 0;
  print('Measuring in rounds.');
  const samples = await measure(contestants, bench);
  const scaffolder = scaffolderAdds(tasks);
  print('Fifty concurrent roles.');
  const fiftyAtOnce = await fiftyRoles(portal, bench);

  const standings = contestants.map(each =>
    standingOf(each, samples[each.name]),
  );
  const results: Results = {
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0].model,
      cores: cpus().length,
      load: rounded(load, 1),
      node: process.version,
    },
    added: ADDED_MS,
    proxy: rounded(overhead, 1),
    contestants: standings,
    scaffolder,
    firstTask: {
      milliseconds: rounded(first.milliseconds),
      calls: first.calls,
      roundTrips: first.roundTrips,
    },
    fiftyAtOnce,
    goals: goals(standings, fiftyAtOnce),
  };
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
  await keepInDocs(report(results));
  process.stdout.write(`${report(results)}\n${JSON.stringify(results)}\n`);
  process.exitCode = results.goals.every(({ met }) => met) ? 0 : 1;

  portal.stop();
  sdk.stop();
  await peers.stop();
  await proxy.stop();
  await aws.stop();
}

/** The page with the results. */
async function keepInDocs(text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const block = /(<!-- benchmark -->\n)[\s\S]*(<!-- \/benchmark -->)/;
  await writeFile(PAGE, page.replace(block, `$1\n${text}\n$2`));
}

/** The user's own AWS configuration must not affect the result. */
function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('AWS_'),
  );
  return Object.fromEntries(others);
}

function print(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
