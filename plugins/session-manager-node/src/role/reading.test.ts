import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateInstanceProfileCommand,
  CreateRoleCommand,
} from '@aws-sdk/client-iam';
import { LocalAws, startLocalAws } from 'local-aws';
import { logCalls } from '../__testUtils__/callLog';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { denying, withFaults } from '../__testUtils__/withFaults';
import { instancesUsing } from './instancesUsing';
import { listRoles } from './listRoles';

jest.setTimeout(300_000);

describe('what is read of an account', () => {
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

  it('lists all roles with their tags in one call', async () => {
    const { iam } = await testAccounts().get();
    for (const RoleName of ['web', 'worker']) {
      await iam.send(
        new CreateRoleCommand({
          RoleName,
          Path: '/team/',
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
          Tags: [{ Key: 'for', Value: RoleName }],
        }),
      );
    }
    const calls = logCalls(iam);

    const roles = await listRoles(iam);

    expect(calls.operations()).toEqual(['GetAccountAuthorizationDetails']);
    expect(roles).toContainEqual({
      arn: 'arn:aws:iam::111122223333:role/team/web',
      roleName: 'web',
      path: '/team/',
      tags: { for: 'web' },
    });
    expect(roles).toHaveLength(2);
  });

  it('counts the instances that use a profile, over all regions', async () => {
    const account = await testAccounts([
      { accountId: '111122223333', regions: ['us-east-1', 'eu-central-1'] },
    ]).get();
    const [used, unused] = await Promise.all(
      ['web', 'other'].map(async InstanceProfileName => {
        const { InstanceProfile } = await account.iam.send(
          new CreateInstanceProfileCommand({ InstanceProfileName }),
        );
        return InstanceProfile!.Arn!;
      }),
    );
    for (const region of ['us-east-1', 'us-east-1', 'eu-central-1']) {
      await account.ec2(region).send(
        new RunInstancesCommand({
          ImageId: 'ami-12345678',
          MinCount: 1,
          MaxCount: 1,
          IamInstanceProfile: { Arn: used },
        }),
      );
    }

    const regions = ['us-east-1', 'eu-central-1'];
    expect(await instancesUsing(account, used)).toEqual({
      count: 3,
      regions,
      usedIn: regions,
    });
    expect(await instancesUsing(account, unused)).toEqual({
      count: 0,
      regions,
      usedIn: [],
    });
  });

  it('says why instances could not be counted', async () => {
    const use = await withFaults(
      denying('DescribeIamInstanceProfileAssociations'),
      account => instancesUsing(account, 'arn:aws:iam::1:x'),
    );

    expect(use).toMatchObject({
      fault: {
        kind: 'refused',
        hint: 'The portal’s AWS credentials lack the permission ec2:DescribeIamInstanceProfileAssociations.',
      },
    });
  });
});
