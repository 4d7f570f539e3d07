import {
  accessDenied,
  assumeAccount,
  AwsProxy,
  seedDemoFleet,
  LocalAws,
  LocalAwsOptions,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { production, startPortal } from './startPortal';

/** A portal for requests. */
export type Portal = Awaited<ReturnType<typeof startPortal>>;

/**
 * Starts a local AWS for the tests of a file, with the demo fleet and the
 * portal's role in a third account, and starts portals that use it.
 */
export function useRequests(options?: LocalAwsOptions) {
  const environment = process.env;
  const portals: Portal[] = [];
  const ofAllTests: Portal[] = [];
  let aws: LocalAws;
  let proxy: AwsProxy;

  beforeAll(async () => {
    aws = await startLocalAws(options);
    proxy = await startAwsProxy(aws.endpoint);
    process.env = {
      ...environment,
      ...aws.env,
      AWS_ENDPOINT_URL: proxy.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    await seedDemoFleet(aws.env);
  }, 120_000);

  afterEach(async () => {
    proxy.answer();
    await Promise.all(portals.splice(0).map(portal => portal.stop()));
  });

  afterAll(async () => {
    await Promise.all(ofAllTests.map(portal => portal.stop()));
    await proxy?.stop();
    await aws?.stop();
    process.env = environment;
  });

  type Options = Parameters<typeof startPortal>[0];

  return {
    /** Starts a portal for one test. */
    async start(portalOptions?: Options): Promise<Portal> {
      const portal = await startPortal(portalOptions);
      portals.push(portal);
      return portal;
    },
    /** Starts a portal for all tests, which keep apart what they file. */
    async startForAll(portalOptions?: Options): Promise<Portal> {
      const portal = await startPortal(portalOptions);
      ofAllTests.push(portal);
      return portal;
    },
    /**
     * The configuration of a client for an account that bypasses the portal.
     */
    clientConfig: (accountId: string = production) =>
      assumeAccount(aws.env, accountId),
    /** Denies these operations, as AWS does; without any, allows all again. */
    refuse: (...operations: string[]) =>
      proxy.answer(async (call, pass) =>
        operations.includes(call.operation) ? accessDenied(call) : pass(),
      ),
    /** The operations called since the last call, such as `GetRole`. */
    calls: () => proxy.calls().map(({ operation }) => operation),
  };
}
