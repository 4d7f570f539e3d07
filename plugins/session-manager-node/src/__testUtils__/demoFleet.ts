import {
  CreateDocumentCommand,
  DeleteDocumentCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import {
  accessDenied,
  AwsProxy,
  ClientConfig,
  clientConfig,
  demoFleet,
  LaidFleet,
  seedDemoFleet,
  LocalAws,
  LocalAwsOptions,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { useLocalAws } from './testAccounts';

/**
 * Gives the tests of a file the demo fleet in a local AWS behind a proxy that
 * tells the calls and refuses some.
 */
export function useDemoFleet(options?: LocalAwsOptions) {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let fleet: LaidFleet;
  let restoreEnv: () => void;

  beforeAll(async () => {
    aws = await startLocalAws(options);
    proxy = await startAwsProxy(aws.endpoint);
    fleet = await seedDemoFleet(aws.env);
    restoreEnv = useLocalAws(aws);
    process.env.AWS_ENDPOINT_URL = proxy.endpoint;
  });

  afterEach(() => proxy.answer());

  afterAll(async () => {
    restoreEnv?.();
    await proxy?.stop();
    await aws?.stop();
  });

  return {
    /** For clients beside the proxy, as the development account. */
    client: () => clientConfig(aws.env),
    env: () => aws.env,
    proxy: () => proxy,
    key: (account: keyof LaidFleet['keyArns'] = 'development') =>
      fleet.keyArns[account],
    /** The calls since the last look, without those for credentials. */
    calls: () =>
      proxy
        .calls()
        .filter(({ service }) => service !== 'sts')
        .map(({ operation }) => operation)
        .sort(),
    refuse: (...operations: string[]) =>
      proxy.answer(async (call, pass) =>
        operations.includes(call.operation) ? accessDenied(call) : pass(),
      ),
  };
}

const document = { Name: demoFleet.preferencesDocument };

/** Lets an account and region have these preferences, and no others. */
export async function putPreferences(
  config: ClientConfig,
  content: string | object,
): Promise<void> {
  const ssm = new SSMClient(config);
  await ssm.send(new DeleteDocumentCommand(document)).catch(() => undefined);
  await ssm.send(
    new CreateDocumentCommand({
      ...document,
      DocumentType: 'Session',
      Content:
        typeof content === 'string'
          ? content
          : JSON.stringify({
              schemaVersion: '1.0',
              sessionType: 'Standard_Stream',
              inputs: content,
            }),
    }),
  );
}
