import { CreateRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { LocalAws, startLocalAws } from 'local-aws';
import {
  DEVELOPMENT,
  PRODUCTION,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/testAccounts';
import { AwsAccounts } from './AwsAccounts';

jest.setTimeout(300_000);

describe('AwsAccounts', () => {
  let aws: LocalAws;
  let restoreEnv: () => void;

  beforeAll(async () => {
    aws = await startLocalAws();
    restoreEnv = useLocalAws(aws);
  });

  beforeEach(() => aws.reset());

  afterAll(async () => {
    restoreEnv();
    await aws.stop();
  });

  const fromConfig = (data: JsonObject) =>
    AwsAccounts.fromConfig(mockServices.rootConfig({ data }));

  it('returns the account of the main credentials by default', async () => {
    const account = await fromConfig({}).get();

    expect(account.settings).toMatchObject({
      accountId: DEVELOPMENT,
      partition: 'aws',
    });
    expect(account.regions).toEqual(['us-east-1']);
  });

  it('returns the configuration of an account', async () => {
    const approval = { approvers: ['group:default/cloud-security'] };
    const account = await testAccounts([
      {
        accountId: PRODUCTION,
        name: 'production',
        path: '/session-manager/',
        regions: ['eu-central-1'],
        approval,
      },
    ]).get(PRODUCTION);

    expect(account.settings).toMatchObject({
      accountId: PRODUCTION,
      name: 'production',
      path: '/session-manager/',
      partition: 'aws',
    });
    expect(account.regions).toEqual(['eu-central-1']);
    expect(account.approval).toMatchObject(approval);
  });

  it('uses each account’s own credentials', async () => {
    const accounts = testAccounts();
    const [development, production] = await Promise.all([
      accounts.get(DEVELOPMENT),
      accounts.get(PRODUCTION),
    ]);

    await production.iam.send(
      new CreateRoleCommand({
        RoleName: 'web',
        AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      }),
    );

    const count = async ({ iam }: typeof production) =>
      (await iam.send(new ListRolesCommand({}))).Roles?.length;
    expect(await count(production)).toBe(1);
    expect(await count(development)).toBe(0);
  });

  it('derives the partition and the IAM region from the assumed role', async () => {
    const account = await fromConfig({
      aws: {
        accounts: [
          { accountId: PRODUCTION, roleName: 'portal', partition: 'aws-cn' },
        ],
      },
    }).get(PRODUCTION);

    expect(account.settings.partition).toBe('aws-cn');
    expect(await account.iam.config.region()).toBe('cn-north-1');
  });

  it('returns the settings without credentials if the partition is configured', async () => {
    const settings = {
      accountId: '999900001111',
      name: 'elsewhere',
      partition: 'aws-us-gov',
      path: '/session-manager/',
    };
    const accounts = testAccounts([settings, { accountId: DEVELOPMENT }]);
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';

    expect(await accounts.settings('999900001111')).toEqual(settings);
    await expect(accounts.settings('000000000000')).rejects.toThrow(
      /000000000000 is not configured/,
    );

    process.env.AWS_ENDPOINT_URL = aws.endpoint;
    expect(await accounts.settings()).toMatchObject({
      accountId: DEVELOPMENT,
      partition: 'aws',
    });
  });

  it('creates clients once', async () => {
    const accounts = testAccounts();

    const [first, second] = await Promise.all([accounts.get(), accounts.get()]);

    expect(second.iam).toBe(first.iam);
    expect(first.ec2('us-east-1')).toBe(first.ec2('us-east-1'));
    expect(first.ec2('us-east-1')).not.toBe(first.ec2('eu-central-1'));
  });

  it('refuses an account that is not configured and names it', async () => {
    await expect(testAccounts().get('999900001111')).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /999900001111 is not configured.*111122223333 \(development\), 444455556666 \(production\)/,
      ),
    });
  });

  it('also refuses the main account if it is not configured', async () => {
    await expect(
      testAccounts([{ accountId: PRODUCTION }]).get(),
    ).rejects.toThrow(/111122223333 is not configured/);
  });

  it('says what to configure if an account has no credentials', async () => {
    await expect(fromConfig({}).get('999900001111')).rejects.toThrow(
      'No credentials are configured for account 999900001111. Add it under aws.accounts.',
    );
  });

  it('retries after AWS could not be reached', async () => {
    const accounts = fromConfig({});
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
    await expect(accounts.get()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });

    process.env.AWS_ENDPOINT_URL = aws.endpoint;

    expect((await accounts.get()).settings.accountId).toBe(DEVELOPMENT);
  });
});
