import {
  accessDenied,
  AwsProxy,
  clientConfig,
  seedDemoFleet,
  LocalAws,
  LocalAwsOptions,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';

/**
 * Starts the demo fleet in a local AWS for the tests of a file, behind a proxy,
 * and sets the environment of the plugin under test to use it.
 */
export function useDemoAws(options?: LocalAwsOptions) {
  const environment = process.env;
  let local: LocalAws;
  let proxy: AwsProxy;

  beforeAll(async () => {
    local = await startLocalAws(options);
    proxy = await startAwsProxy(local.endpoint);
    await seedDemoFleet(local.env);
  }, 120_000);

  beforeEach(() => leadTo(proxy.endpoint));

  afterEach(() => {
    proxy.answer();
    proxy.calls();
    process.env = environment;
  });

  afterAll(async () => {
    await proxy?.stop();
    await local?.stop();
  });

  function leadTo(endpoint: string) {
    process.env = { ...environment, ...local.env, AWS_ENDPOINT_URL: endpoint };
  }

  return {
    /** The operations called since the last call, such as `GetRole`. */
    calls: () => proxy.calls().map(({ operation }) => operation),
    /** Denies these operations, as AWS does; without any, allows all again. */
    refuse: (...operations: string[]) =>
      proxy.answer(async call =>
        operations.includes(call.operation) ? accessDenied(call) : undefined,
      ),
    /** Leaves these operations unanswered; without any, answers all again. */
    hang: (...operations: string[]) =>
      proxy.answer(async call =>
        operations.includes(call.operation)
          ? new Promise<never>(() => {})
          : undefined,
      ),
    /** Points plugins that are started from now on to another endpoint. */
    leadTo,
    /**
     * Points plugins that are started from now on to an endpoint that is down.
     */
    async leadNowhere() {
      const gone = await startAwsProxy(local.endpoint);
      await gone.stop();
      leadTo(gone.endpoint);
    },
    /** The endpoint for a client that bypasses the proxy. */
    client: () => clientConfig(local.env),
  };
}
