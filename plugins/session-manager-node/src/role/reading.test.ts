import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  ExistingRole,
  profilesHolding,
  sessionRoleOf,
  trustPolicy,
} from 'backstage-plugin-session-manager-common';
import { LocalAws, startLocalAws } from 'local-aws';
import { logCalls } from '../__testUtils__/callLog';
import { testAccounts, useLocalAws } from '../__testUtils__/testAccounts';
import { denying, withFaults } from '../__testUtils__/withFaults';
import { createTaskCache } from '../cache/ReadCache';
import { instancesUsing } from './instancesUsing';
import { listRoles } from './listRoles';
import { readRoleSnapshot } from './readRoleSnapshot';

jest.setTimeout(300_000);

describe('reading an account', () => {
  let aws: LocalAws;
  let restoreEnv: () => void;

  beforeAll(async () => {
    aws = await startLocalAws({ awsManagedPolicies: true });
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
    expect(roles).toContainEqual(
      expect.objectContaining({
        role: expect.objectContaining({
          arn: 'arn:aws:iam::111122223333:role/team/web',
          roleName: 'web',
          path: '/team/',
          tags: { for: 'web' },
        }),
      }),
    );
    expect(roles).toHaveLength(2);
  });

  it('lists only roles with the requested tags', async () => {
    const { iam } = await testAccounts().get();
    for (const [RoleName, Key] of [
      ['web', 'for'],
      ['other', 'of'],
    ]) {
      await iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
          Tags: [{ Key, Value: RoleName }],
        }),
      );
    }

    const roles = await listRoles(iam, tags => 'for' in tags);

    expect(roles.map(({ role }) => role.roleName)).toEqual(['web']);
  });

  it('reads the same from a page as from the role itself, except for what pages lack', async () => {
    const account = await testAccounts().get();
    const { iam } = account;
    const allow = (Action: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
      });
    const RoleName = 'web';
    const InstanceProfileName = 'web-profile';
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        Path: '/team/',
        Description: 'Web servers',
        AssumeRolePolicyDocument: JSON.stringify(
          trustPolicy({ roleName: 'web' }),
        ),
        PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
        Tags: [{ Key: 'for', Value: 'web' }],
      }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'logs',
        PolicyDocument: allow('logs:*'),
      }),
    );
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(
      new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }),
    );

    const alone = await readRoleSnapshot({
      account,
      roleName: RoleName,
      cache: createTaskCache(),
    });
    const [paged] = await listRoles(iam);

    const { description, maxSessionDuration, lastUsed, ...role } = alone.role!;
    expect(description).toBe('Web servers');
    expect(paged.role).toEqual(role);
    expect(profilesHolding(paged)).toEqual(
      alone.instanceProfiles.map(({ arn }) => arn),
    );
    expect(paged.instanceProfiles[0]).not.toHaveProperty('tags');
    // The AWS managed policy and the boundary are not part of a page.
    expect(sessionRoleOf(paged)).toBeUndefined();
    const { otherPolicies } = alone;
    expect(sessionRoleOf({ ...paged, otherPolicies })).toEqual(
      sessionRoleOf(alone as ExistingRole),
    );
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
