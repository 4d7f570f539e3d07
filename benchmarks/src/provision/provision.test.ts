import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  AwsProxy,
  clientConfig,
  LocalAws,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { Portal, startPortal } from '../portal/startPortal';
import { bareSdk } from './contestants/bareSdk';
import { ours } from './contestants/ours';
import { fiftyRoles } from './fiftyRoles';
import { Bench, measure } from './measure';

// Moto may have to be installed first.
jest.setTimeout(300_000);

// What does not depend on the machine; how long it takes, the benchmark tells.
describe('provisioning through the scaffolder', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let portal: Portal;
  let env: NodeJS.ProcessEnv;
  let bench: Bench;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    // Long enough that calls made at once are under way at once.
    proxy.answer(async (_, pass) => {
      await sleep(100);
      return pass();
    });
    bench = { iam: new IAMClient(clientConfig(aws.env)), proxy };
    env = { ...process.env, ...aws.env, AWS_ENDPOINT_URL: proxy.endpoint };
    portal = await startPortal(env);
  });

  afterAll(async () => {
    portal.stop();
    await proxy.stop();
    await aws.stop();
  });

  it('takes the calls and round trips of the bare SDK, and the reads that guard against surprises', async () => {
    const sdk = await bareSdk(env);
    const contestants = [ours(portal, () => {}), sdk];
    // The first task asks AWS who it is, too.
    await measure(contestants, bench, 1);

    const samples = await measure(contestants, bench, 1);

    sdk.stop();

    const figures = (name: string) =>
      samples[name].map(({ scenario, writes, roundTrips, fault }) => ({
        scenario,
        writes,
        roundTrips,
        fault,
      }));
    const [create, inSync, drifted, deletion] = figures('bare SDK');
    expect(figures('ours')).toEqual([
      create,
      inSync,
      drifted,
      { ...deletion, roundTrips: 5 },
    ]);
    expect([create, inSync, drifted]).toMatchObject([
      { writes: 5, roundTrips: 2 },
      { writes: 0, roundTrips: 2 },
      { writes: 1, roundTrips: 3 },
    ]);
  });

  it('makes fifty roles by fifty tasks at once, and nothing twice', async () => {
    const { calls, ...rest } = await fiftyRoles(portal, bench);

    expect(rest).toMatchObject({
      done: 50,
      roles: 50,
      policies: 50,
      instanceProfiles: 50,
    });
    expect(calls).toEqual({
      CreatePolicy: 50,
      CreateRole: 50,
      CreateInstanceProfile: 50,
      AttachRolePolicy: 50,
      AddRoleToInstanceProfile: 50,
      // The preferences, read beside the first wave for the readiness.
      GetDocument: 50,
    });
  });
});
