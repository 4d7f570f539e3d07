import { IAMClient } from '@aws-sdk/client-iam';
import {
  assumeAccount,
  layDemoFleet,
  LocalAws,
  startLocalAws,
} from 'local-aws';
import { AUDIT, production, startPortal } from './startPortal';

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

  beforeAll(async () => {
    aws = await startLocalAws();
    process.env = {
      ...environment,
      ...aws.env,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    await layDemoFleet(aws.env);
  }, 120_000);

  afterEach(async () => {
    await Promise.all(portals.splice(0).map(portal => portal.stop()));
  });

  afterAll(async () => {
    await aws?.stop();
    process.env = environment;
  });

  return {
    async start(options?: Parameters<typeof startPortal>[0]): Promise<Portal> {
      const portal = await startPortal(options);
      portals.push(portal);
      return portal;
    },
    /** Looks into AWS beside the portal. */
    iam: async (accountId = production) =>
      new IAMClient(await assumeAccount(aws.env, accountId)),
    configFor: (accountId = AUDIT) => assumeAccount(aws.env, accountId),
    leadTo: (endpoint: string) => {
      process.env.AWS_ENDPOINT_URL = endpoint;
    },
    endpoint: () => aws.endpoint,
  };
}
