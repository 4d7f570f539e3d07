import {
  assumeAccount,
  layDemoFleet,
  LocalAws,
  startLocalAws,
} from 'local-aws';
import { production, startPortal } from './startPortal';
import { WatchedAws, watchAws } from './watchedAws';

/** A portal for requests. */
export type Portal = Awaited<ReturnType<typeof startPortal>>;

/**
 * A local AWS for the tests of a file, with the demo fleet and the portal's
 * role in a third account; and portals in front of it.
 */
export function useRequests() {
  const environment = process.env;
  const portals: Portal[] = [];
  let aws: LocalAws;
  let watched: WatchedAws;

  beforeAll(async () => {
    aws = await startLocalAws();
    watched = await watchAws(aws.endpoint);
    process.env = {
      ...environment,
      ...aws.env,
      AWS_ENDPOINT_URL: watched.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    await layDemoFleet(aws.env);
  }, 120_000);

  afterEach(async () => {
    watched.refuse();
    await Promise.all(portals.splice(0).map(portal => portal.stop()));
  });

  afterAll(async () => {
    await watched?.stop();
    await aws?.stop();
    process.env = environment;
  });

  return {
    async start(options?: Parameters<typeof startPortal>[0]): Promise<Portal> {
      const portal = await startPortal(options);
      portals.push(portal);
      return portal;
    },
    /** For a client of an account, beside the portal. */
    clientConfig: (accountId: string = production) =>
      assumeAccount(aws.env, accountId),
    /** See {@link WatchedAws.refuse}. */
    refuse: (...operations: string[]) => watched.refuse(...operations),
    /** See {@link WatchedAws.calls}. */
    calls: () => watched.calls(),
  };
}
