import {
  clientConfig,
  layDemoFleet,
  LocalAws,
  LocalAwsOptions,
  startLocalAws,
} from 'local-aws';
import { WatchedAws, watchAws } from './watchedAws';

/**
 * The demo fleet in a local AWS for the tests of a file, watched, and in the
 * environment that the plugin under test sees.
 */
export function useDemoAws(options?: LocalAwsOptions) {
  const environment = process.env;
  let local: LocalAws;
  let watched: WatchedAws;

  beforeAll(async () => {
    local = await startLocalAws(options);
    watched = await watchAws(local.endpoint);
    await layDemoFleet(local.env);
  }, 120_000);

  beforeEach(() => leadTo(watched.endpoint));

  afterEach(() => {
    watched.refuse();
    watched.calls();
    process.env = environment;
  });

  afterAll(async () => {
    await watched?.stop();
    await local?.stop();
  });

  function leadTo(endpoint: string) {
    process.env = { ...environment, ...local.env, AWS_ENDPOINT_URL: endpoint };
  }

  return {
    /** See {@link WatchedAws.calls}. */
    calls: () => watched.calls(),
    /** See {@link WatchedAws.refuse}. */
    refuse: (...operations: string[]) => watched.refuse(...operations),
    /** Leads the plugins that are started from now on elsewhere. */
    leadTo,
    /** For a client that is not watched. */
    client: () => clientConfig(local.env),
  };
}
