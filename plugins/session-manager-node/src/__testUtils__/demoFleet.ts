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
  SeededFleet,
  seedDemoFleet,
  LocalAws,
  LocalAwsOptions,
  startAwsProxy,
  startLocalAws,
} from 'local-aws';
import { useLocalAws } from './testAccounts';

/**
 * Starts, for the tests of a file, the demo fleet in a local AWS behind a proxy
 * that records calls and can refuse some of them.
 */
export function useDemoFleet(options?: LocalAwsOptions) {
  let aws: LocalAws;
  let proxy: AwsProxy;
  let fleet: SeededFleet;
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
    /** For clients that bypass the proxy, as the development account. */
    client: () => clientConfig(aws.env),
    env: () => aws.env,
    proxy: () => proxy,
    key: (account: keyof SeededFleet['keyArns'] = 'development') =>
      fleet.keyArns[account],
    /** The calls since the last invocation, without those for credentials. */
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

/** Replaces the preferences of an account and region. */
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
