import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { AwsProxy, clientConfig, LocalAws } from 'local-aws';
import { Contestant, Scenario, SCENARIOS } from './Contestant';
import { drift, fault } from './iam';
import { roleOf } from './Role';
import { median } from './statistics';

/** One sample of a scenario. */
export interface Sample {
  scenario: Scenario;
  milliseconds: number;
  calls: number;
  writes: number;
  /** On the critical path. */
  roundTrips: number;
  /** Why the state of IAM was wrong after the scenario. */
  fault?: string;
}

const READ = /^(?:Get|List|Describe|Validate)/;

/** The local AWS, directly and through the measuring proxy. */
export interface Bench {
  iam: IAMClient;
  proxy: AwsProxy;
}

/**
 * Lets each contestant provision and delete roles, in rounds, so that other
 * load on the machine affects all of them.
 *
 * @returns the samples by the contestant's name
 */
export async function measure(
  contestants: readonly Contestant[],
  bench: Bench,
  mostRounds = Infinity,
): Promise<Record<string, Sample[]>> {
  const samples = Object.fromEntries(
    contestants.map(({ name }): [string, Sample[]] => [name, []]),
  );
  const present = contestants.filter(({ absent }) => absent === undefined);
  const rounds = Math.min(
    mostRounds,
    Math.max(...present.map(each => each.rounds)),
  );
  for (let round = 1; round <= rounds; round++) {
    for (const contestant of present.filter(each => round <= each.rounds)) {
      samples[contestant.name].push(...(await oneRound(contestant, bench)));
    }
  }
  return samples;
}

let roles = 0;

async function oneRound(
  { name, unable = {}, run }: Contestant,
  { iam, proxy }: Bench,
): Promise<Sample[]> {
  roles += 1;
  const role = roleOf(`${name.replace(/\W/g, '-')}-${roles}`);
  const samples: Sample[] = [];
  for (const scenario of SCENARIOS.filter(each => !unable[each])) {
    if (scenario === 'one drifted tag') {
      await drift(iam, role);
    }
    proxy.calls();
    const milliseconds = await run(scenario, role);
    const calls = proxy.calls();
    samples.push({
      scenario,
      milliseconds,
      calls: calls.length,
      writes: calls.filter(({ operation }) => !READ.test(operation)).length,
      roundTrips: Math.max(0, ...calls.map(({ roundTrip }) => roundTrip)),
      fault: await fault(iam, scenario, role),
    });
  }
  return samples;
}

const OVERHEAD_CALLS = 100;

/** Overhead of the proxy per request, in milliseconds. */
export async function overheadOf(
  aws: LocalAws,
  proxy: AwsProxy,
): Promise<number> {
  const direct = new IAMClient(clientConfig(aws.env));
  const through = new IAMClient({
    ...clientConfig(aws.env),
    endpoint: proxy.endpoint,
  });
  await timeOf(through);
  return (await timeOf(through)) - (await timeOf(direct));
}

async function timeOf(client: IAMClient): Promise<number> {
  const taken: number[] = [];
  for (let call = 0; call < OVERHEAD_CALLS; call++) {
    const began = performance.now();
    await client.send(new ListRolesCommand({}));
    taken.push(performance.now() - began);
  }
  return median(taken);
}
