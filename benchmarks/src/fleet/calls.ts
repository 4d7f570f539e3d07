import { setTimeout as sleep } from 'node:timers/promises';
import { demoFleet } from 'local-aws';
import { rounded } from '../provision/statistics';
import { Aws, Calls, total } from './startAws';
import { Load } from './startLoad';
import { Portal } from './startPortal';
import { cards } from './card';

/** The portal that the calls are counted for. */
export const ASSUMED = {
  services: 1_000,
  viewsPerDay: 50_000,
  scansPerHour: 2,
  /** Each service has one role; the fewer in an account, the more scans. */
  accounts: 100,
  pollsPerHour: 12,
} as const;

/** What a number of views and scans really called. */
export interface CallCosts {
  views: { count: number; calls: number };
  scans: { accounts: number; calls: Calls };
  /** The average of the services of the demo fleet. */
  look: { calls: number };
  /** The same without the search for the service's roles in all accounts. */
  roleLook: { calls: number };
  perHour: { ours: number; perView: number; polling: number };
}

const VIEWS = 300;
const SCANS = 2;
/** What was read a moment ago is not read again. */
const REFRESHED_AFTER_MS = 11_000;

/** Counts the calls to AWS of views, scans, and looks at AWS. */
export async function measureCalls(
  { aws, load, portal }: { aws: Aws; load: Load; portal: Portal },
  authorization: string,
): Promise<CallCosts> {
  async function send(urls: string[], count: number) {
    const { failed } = await load.ask('inTurn', { urls, authorization }, count);
    if (failed > 0) {
      throw new RangeError(`${failed} requests failed`);
    }
  }

  const { accounts } = demoFleet;
  const services = Object.values(demoFleet.roles);
  // The first view of a role that the portal did not create reads what its
  // repair would keep.
  await send(cards(portal), services.length);
  await aws.calls();
  let scans: Calls = {};
  for (let scan = 0; scan < SCANS; scan++) {
    await portal.scanAgain();
    scans = sum(scans, await aws.calls());
  }
  await send(cards(portal), VIEWS);
  const views = total(await aws.calls());

  await sleep(REFRESHED_AFTER_MS);
  await send(
    cards(portal).map(url => `${url}?refresh=true`),
    services.length,
  );
  const look = total(await aws.calls()) / services.length;

  const evidence = services.map(({ entityRef, roleName }) => {
    const name = entityRef.slice(entityRef.indexOf('/') + 1);
    const arn = `arn:aws:iam::${accounts.development}:role${demoFleet.path}${roleName}`;
    return `${portal.url}/api/session-manager/entities/component/default/${name}/readiness?refresh=true&roleArn=${encodeURIComponent(arn)}`;
  });
  await sleep(REFRESHED_AFTER_MS);
  await send(evidence, services.length);
  const roleLook = total(await aws.calls()) / services.length;

  const scanned = SCANS * Object.keys(accounts).length;
  const viewsPerHour = ASSUMED.viewsPerDay / 24;
  return {
    views: { count: VIEWS, calls: views },
    scans: { accounts: scanned, calls: scans },
    look: { calls: rounded(look, 1) },
    roleLook: { calls: rounded(roleLook, 1) },
    perHour: {
      ours: rounded(
        (total(scans) / scanned) * ASSUMED.accounts * ASSUMED.scansPerHour +
          // Credentials last an hour, longer than what was counted.
          ASSUMED.accounts +
          (views / VIEWS) * viewsPerHour,
      ),
      perView: rounded(look * viewsPerHour),
      polling: rounded(roleLook * ASSUMED.services * ASSUMED.pollsPerHour),
    },
  };
}

function sum(one: Calls, other: Calls): Calls {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map(name => [name, (one[name] ?? 0) + (other[name] ?? 0)]),
  );
}
