import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreatePolicyCommand,
  CreateInstanceProfileCommand,
  GetInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { isStep, RoleSpec } from 'backstage-plugin-session-manager-common';
import {
  allowing,
  inventory,
  makeForeignRole,
  NOTHING,
  useProvisioning,
  WANTED,
} from '../__testUtils__/provisioning';
import { DEVELOPMENT, testAccounts } from '../__testUtils__/testAccounts';
import { denying, withFaults } from '../__testUtils__/withFaults';
import { namesOf } from './observeRole';

jest.setTimeout(300_000);

const { roleName: RoleName } = WANTED;
const OWN_NAMES: RoleSpec = {
  ...WANTED,
  path: '/team/',
  policyName: 'payments-sessions',
  instanceProfileName: 'payments-servers',
};

describe('the limits of deleteRole', () => {
  const role = useProvisioning();
  const { specOf, provision, remove } = role;

  const left = () => inventory(role.account.iam);

  const startInstance = async (profile: string, region = 'us-east-1') => {
    const { Instances = [] } = await role.account.ec2(region).send(
      new RunInstancesCommand({
        ImageId: 'ami-12345678',
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: profile },
      }),
    );
    return Instances[0].InstanceId!;
  };

  it('refuses a role that someone else created', async () => {
    await makeForeignRole(role.account.iam, RoleName);
    role.calls.clear();

    await expect(remove({ force: true })).rejects.toThrow(
      'Refused: the role payments-session-role was not created by the portal: delete it where it was created.',
    );

    expect(role.calls.writes()).toEqual([]);
  });

  it('keeps a policy and a profile of someone else with the same names', async () => {
    const { iam } = role.account;
    const { policyArn, instanceProfileName } = namesOf(specOf(WANTED));
    await iam.send(
      new CreatePolicyCommand({
        PolicyName: policyArn!.split('/')[1],
        PolicyDocument: allowing('ec2:*'),
      }),
    );
    await iam.send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: instanceProfileName,
      }),
    );

    expect(await remove()).toEqual({ changes: [] });

    expect(await left()).toEqual({
      ...NOTHING,
      policies: 1,
      instanceProfiles: 1,
    });
  });

  it('refuses a path other than the role’s own', async () => {
    await provision(OWN_NAMES);
    role.calls.clear();

    await expect(remove({ path: '/other/' })).rejects.toThrow(
      /is at the path \/team\/, not at \/other\//,
    );
    expect(role.calls.writes()).toEqual([]);
    await remove({ path: '/team/' });

    expect(await left()).toEqual(NOTHING);
  });

  it.each([
    [{ roleName: 'payments*' }, 'roleName: must be'],
    [{ roleName: '' }, 'roleName: must be'],
    [{ path: 'team' }, 'path: must begin'],
    [{ path: '/${aws:username}/' }, 'path: must begin'],
  ])('rejects names like %j', async (wrong, message) => {
    await expect(remove(wrong)).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
    expect(role.calls.operations()).toEqual([]);
  });

  describe('while instances use the role', () => {
    beforeEach(async () => {
      await provision();
      role.calls.clear();
    });

    it.each([
      ['the configured regions', ['us-east-1', 'eu-central-1']],
      ['every region if none is configured', undefined],
    ])('refuses and names them in %s', async (_, regions) => {
      const account = await testAccounts([
        { accountId: DEVELOPMENT, regions },
      ]).get();
      const ids = [
        await startInstance(RoleName, 'us-east-1'),
        await startInstance(RoleName, 'eu-central-1'),
      ];

      const refusal = await remove({ account }).catch(error => error);

      expect(refusal.message).toMatch(/would lose all sessions/);
      ids.forEach(id => expect(refusal.message).toContain(id));
      expect(role.calls.writes()).toEqual([]);
    });

    it('deletes it with force, without asking EC2', async () => {
      await startInstance(RoleName);

      await withFaults(
        denying('DescribeIamInstanceProfileAssociations'),
        account => remove({ account, force: true }),
      );

      expect(await left()).toEqual(NOTHING);
    });

    it('deletes it if instances use other roles', async () => {
      await provision({ roleName: 'orders' });
      await startInstance('orders');

      await remove();

      expect(await left()).toMatchObject({ roles: 1 });
    });

    it('refuses if EC2 does not answer', async () => {
      await expect(
        withFaults(denying('DescribeIamInstanceProfileAssociations'), account =>
          remove({ account }),
        ),
      ).rejects.toThrow(
        /whether instances use the role .* could not be read .*ec2:DescribeIamInstanceProfileAssociations/,
      );
      expect(await left()).toMatchObject({ roles: 1, instanceProfiles: 1 });
    });

    it('reports the refusal in a dry run and writes nothing', async () => {
      await startInstance(RoleName);

      const { changes } = await remove({ dryRun: true });

      expect(changes).toContainEqual(
        expect.objectContaining({ kind: 'refused' }),
      );
      expect(changes.filter(isStep)).toHaveLength(5);
      expect(role.calls.writes()).toEqual([]);
    });
  });

  it('removes the role from a profile of someone else and keeps the profile', async () => {
    await provision();
    const { iam } = role.account;
    const theirs = { InstanceProfileName: 'theirs' };
    await iam.send(new CreateInstanceProfileCommand(theirs));
    await iam.send(
      new AddRoleToInstanceProfileCommand({ ...theirs, RoleName }),
    );

    await remove();

    expect(await left()).toEqual({ ...NOTHING, instanceProfiles: 1 });
    const found = await iam.send(new GetInstanceProfileCommand(theirs));
    expect(found.InstanceProfile?.Roles).toEqual([]);
  });
});
