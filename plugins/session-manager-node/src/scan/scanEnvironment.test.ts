import {
  accessDenied,
  AwsProxy,
  generateAccount,
  GeneratedAws,
  startAwsProxy,
  startGeneratedAws,
} from 'local-aws';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { createTaskCache } from '../cache/ReadCache';
import { scanEnvironment } from './scanEnvironment';

describe('scanEnvironment', () => {
  let aws: GeneratedAws;
  let proxy: AwsProxy;
  let restoreEnv: () => void;

  beforeAll(async () => {
    aws = await startGeneratedAws({
      account: accountId => generateAccount({ accountId, nodeRoles: 0 }),
    });
    proxy = await startAwsProxy(aws.endpoint);
    restoreEnv = useLocalAws(aws);
    process.env.AWS_ENDPOINT_URL = proxy.endpoint;
  });

  afterAll(async () => {
    restoreEnv();
    await proxy.stop();
    await aws.stop();
  });

  const scan = async () => {
    const accounts = testAccounts();
    const account = await accounts.get();
    proxy.calls();
    return scanEnvironment({
      accounts,
      account,
      region: 'us-east-1',
      cache: createTaskCache(),
    });
  };

  it('reads no bucket, log group or key if the preferences name none', async () => {
    const { facts } = await scan();

    expect(
      proxy
        .calls()
        .map(({ operation }) => operation)
        .sort(),
    ).toEqual([
      'DescribeOrganization',
      'GetDocument',
      'GetServiceSetting',
      'GetServiceSetting',
    ]);
    expect(facts).toMatchObject({
      instanceTier: { known: 'standard' },
      defaultHostManagement: { known: undefined },
      organizationId: { known: undefined },
    });
  });

  it('says which facts the portal may not read, and what to allow', async () => {
    proxy.answer(async call =>
      call.operation === 'GetServiceSetting' ? accessDenied(call) : undefined,
    );

    const { facts } = await scan();

    const unknown = {
      unknown: {
        reason: expect.any(String),
        remedy: 'Allow ssm:GetServiceSetting to the portal’s AWS credentials.',
      },
    };
    expect(facts).toMatchObject({
      instanceTier: unknown,
      defaultHostManagement: unknown,
      organizationId: { known: undefined },
    });
  });
});
