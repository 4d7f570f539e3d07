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
 * The demo fleet in a local AWS for the tests of a file, behind a proxy, and in
 * the environment that the plugin under test sees.
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
    /** The operations asked for since the last look, such as `GetRole`. */
    calls: () => proxy.calls().map(({ operation }) => operation),
    /** Answers these operations with AWS's refusal; none: no longer. */
    refuse: (...operations: string[]) =>
      proxy.answer(async call =>
        operations.includes(call.operation) ? accessDenied(call) : undefined,
      ),
    /** Leaves these operations without any answer; none: no longer. */
    hang: (...operations: string[]) =>
      proxy.answer(async call =>
        operations.includes(call.operation)
          ? new Promise<never>(() => {})
          : undefined,
      ),
    /** Leads the plugins that are started from now on elsewhere. */
    leadTo,
    /** Leads the plugins that are started from now on where nobody listens. */
    async leadNowhere() {
      const gone = await startAwsProxy(local.endpoint);
      await gone.stop();
      leadTo(gone.endpoint);
    },
    /** For a client that the proxy does not see. */
    client: () => clientConfig(local.env),
  };
}
