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

// moto may have to be installed first.
jest.setTimeout(300_000);

// Checks what does not depend on the machine; the benchmark measures durations.
describe('provisioning through the scaffolder', () => {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let portal: Portal;
  let env: NodeJS.ProcessEnv;
  let bench: Bench;

  beforeAll(async () => {
    aws = await startLocalAws();
    proxy = await startAwsProxy(aws.endpoint);
    // Long enough that concurrent calls overlap.
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

  it('needs the calls and round trips of the bare SDK, plus the reads of the safety checks', async () => {
    const sdk = await bareSdk(env);
    const contestants = [ours(portal, () => {}), sdk];
    // The first task also asks AWS for its identity.
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

  it('creates fifty roles in fifty concurrent tasks, and nothing twice', async () => {
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
      // The preferences, read along with the first wave for the readiness.
      GetDocument: 50,
    });
  });
});
