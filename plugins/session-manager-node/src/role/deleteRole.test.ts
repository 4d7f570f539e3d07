import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateInstanceProfileCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  ListEntitiesForPolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  isStep,
  RoleSpec,
  waves,
} from 'backstage-plugin-session-manager-common';
import { Fault, startFaultyAws } from '../__testUtils__/faultyAws';
import {
  allowing,
  inventory,
  makeForeignRole,
  NOTHING,
  steps,
  useProvisioning,
  WANTED,
} from '../__testUtils__/provisioning';
import {
  DEVELOPMENT,
  knownRoles,
  testAccounts,
} from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { applySteps } from './applySteps';
import { namesOf } from './observeRole';
import { CancelledError } from './runError';

jest.setTimeout(300_000);

const { roleName: RoleName } = WANTED;
const OWN_NAMES: RoleSpec = {
  ...WANTED,
  path: '/team/',
  policyName: 'payments-sessions',
  instanceProfileName: 'payments-servers',
};

describe('deleteRole', () => {
  const role = useProvisioning();
  const { specOf, provision, remove } = role;

  const left = () => inventory(role.account.iam);

  /** Runs with an account whose calls go through a server that makes faults. */
  const withFaults = async <T>(
    faultFor: (operation: string, before: number) => Fault | undefined,
    run: (account: AwsAccount) => Promise<T>,
  ): Promise<T> => {
    const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
    const faulty = await startFaultyAws(endpoint, faultFor);
    process.env.AWS_ENDPOINT_URL = faulty.endpoint;
    try {
      return await run(await testAccounts().get());
    } finally {
      process.env.AWS_ENDPOINT_URL = endpoint;
      await faulty.stop();
    }
  };

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

  it('deletes a known role by five writes, after two waves of reads', async () => {
    const memory = knownRoles();
    await provision(WANTED, { knownRoles: memory });
    role.calls.clear();

    const deleted = await remove({ knownRoles: memory });

    expect(steps(deleted)).toEqual([
      'DeleteInstanceProfile',
      'DeletePolicy',
      'DeleteRole',
      'DetachRolePolicy',
      'RemoveRoleFromInstanceProfile',
    ]);
    expect(role.calls.writes().sort()).toEqual(steps(deleted));
    expect(role.calls.waves()).toBe(5);
    expect(await left()).toEqual(NOTHING);
  });

  it('changes nothing the second time, and finds that out by three reads at once', async () => {
    const memory = knownRoles();
    await provision(WANTED, { knownRoles: memory });
    await remove({ knownRoles: memory });
    role.calls.clear();

    expect(await remove({ knownRoles: memory })).toEqual({ changes: [] });

    expect(role.calls.operations().sort()).toEqual([
      'GetInstanceProfile',
      'GetPolicy',
      'GetRole',
    ]);
    expect(role.calls.waves()).toBe(1);
  });

  it('finds a role that is not known, by all the names of its spec', async () => {
    await provision(OWN_NAMES);

    await remove();

    expect(await left()).toEqual(NOTHING);
  });

  it('deletes all versions and inline policies, and detaches what is someone else’s', async () => {
    await provision();
    const { iam } = role.account;
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'theirs',
        PolicyDocument: allowing('s3:ListAllMyBuckets'),
      }),
    );
    await iam.send(
      new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy!.Arn }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'extra',
        PolicyDocument: allowing('ec2:DescribeTags'),
      }),
    );
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: namesOf(specOf(WANTED)).policyArn,
        PolicyDocument: allowing('ec2:*'),
        SetAsDefault: true,
      }),
    );

    await remove();

    expect(await left()).toEqual({ ...NOTHING, policies: 1 });
    const found = await iam.send(
      new GetPolicyCommand({ PolicyArn: Policy!.Arn }),
    );
    expect(found.Policy?.AttachmentCount).toBe(0);
  });

  it('leaves its policy where another role has it too', async () => {
    await provision();
    await makeForeignRole(role.account.iam, 'theirs');
    const PolicyArn = namesOf(specOf(WANTED)).policyArn;
    await role.account.iam.send(
      new AttachRolePolicyCommand({ RoleName: 'theirs', PolicyArn }),
    );

    await remove();

    const { PolicyRoles } = await role.account.iam.send(
      new ListEntitiesForPolicyCommand({ PolicyArn }),
    );
    expect(PolicyRoles?.map(user => user.RoleName)).toEqual(['theirs']);
  });

  it('refuses a role that someone else made', async () => {
    await makeForeignRole(role.account.iam, RoleName);
    role.calls.clear();

    await expect(remove({ force: true })).rejects.toThrow(
      'Refused: the role payments-session-role was not made by the portal: delete it where it was made.',
    );

    expect(role.calls.writes()).toEqual([]);
  });

  it('leaves a policy and a profile that someone else made by its names', async () => {
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

  it('refuses another path than the role’s own', async () => {
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
  ])('takes no names like %j', async (wrong, message) => {
    await expect(remove(wrong)).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
    expect(role.calls.operations()).toEqual([]);
  });

  describe('while instances use it', () => {
    beforeEach(async () => {
      await provision();
      role.calls.clear();
    });

    it.each([
      ['the regions that are configured', ['us-east-1', 'eu-central-1']],
      ['every region where none is configured', undefined],
    ])('refuses, and names them, in %s', async (_, regions) => {
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

    it('deletes it where that is forced, without asking EC2', async () => {
      await startInstance(RoleName);

      await withFaults(
        operation =>
          operation.startsWith('Describe')
            ? { status: 403, code: 'UnauthorizedOperation' }
            : undefined,
        account => remove({ account, force: true }),
      );

      expect(await left()).toEqual(NOTHING);
    });

    it('deletes it where instances use others', async () => {
      await provision({ roleName: 'orders' });
      await startInstance('orders');

      await remove();

      expect(await left()).toMatchObject({ roles: 1 });
    });

    it('refuses where EC2 does not tell', async () => {
      await expect(
        withFaults(
          operation =>
            operation === 'DescribeIamInstanceProfileAssociations'
              ? { status: 403, code: 'UnauthorizedOperation' }
              : undefined,
          account => remove({ account }),
        ),
      ).rejects.toThrow(
        /whether instances use the role .* could not be read .*ec2:DescribeIamInstanceProfileAssociations/,
      );
      expect(await left()).toMatchObject({ roles: 1, instanceProfiles: 1 });
    });

    it('shows in a dry run why it would refuse, and writes nothing', async () => {
      await startInstance(RoleName);

      const { changes } = await remove({ dryRun: true });

      expect(changes).toContainEqual(
        expect.objectContaining({ kind: 'refused' }),
      );
      expect(changes.filter(isStep)).toHaveLength(5);
      expect(role.calls.writes()).toEqual([]);
    });
  });

  it('deletes what a creation left that died before the role was made', async () => {
    await provision();
    const { changes } = await remove({ dryRun: true });
    const all = changes.filter(isStep);
    const made = ['DeletePolicy', 'DeleteInstanceProfile'];
    await applySteps(
      role.account.iam,
      all.filter(({ operation }) => !made.includes(operation)),
    );
    expect(await left()).toEqual({
      roles: 0,
      policies: 1,
      instanceProfiles: 1,
    });

    await remove();

    expect(await left()).toEqual(NOTHING);
  });

  it('deletes what a deletion left, whichever call it died after', async () => {
    await provision(OWN_NAMES);
    const { changes } = await remove({ dryRun: true });
    const order = waves(changes.filter(isStep)).flat();
    for (let calls = 0; calls <= order.length; calls++) {
      await provision(OWN_NAMES);
      await applySteps(role.account.iam, order.slice(0, calls));

      await remove();

      expect({ calls, ...(await left()) }).toEqual({ calls, ...NOTHING });
    }
  });

  it('is done once when two runs begin at once', async () => {
    await provision();

    const runs = await Promise.all([remove(), remove(), remove()]);

    expect(runs.flatMap(({ changes }) => changes)).not.toEqual([]);
    expect(await left()).toEqual(NOTHING);
  });

  it('stops between calls when it is cancelled, and says how far it came', async () => {
    await provision();
    const cancel = new AbortController();

    const run = remove({
      signal: cancel.signal,
      onStep: () => cancel.abort(),
    });

    await expect(run).rejects.toThrow(CancelledError);
    await expect(run).rejects.toThrow(
      /^Cancelled\. Done: (Detached|Removed) .*Not done: .*; Delete role payments-session-role\.$/,
    );
    await remove();
    expect(await left()).toEqual(NOTHING);
  });

  it('tells what was and was not done when a call is refused, and the next run goes on', async () => {
    await provision();

    await expect(
      withFaults(
        operation =>
          operation === 'DeletePolicy'
            ? { status: 403, code: 'AccessDenied' }
            : undefined,
        account => remove({ account }),
      ),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /iam:DeletePolicy\. Done: .*Deleted instance profile .*Not done: Delete policy .*; Delete role/,
      ),
    });
    await remove();
    expect(await left()).toEqual(NOTHING);
  });

  it('waits until IAM sees what was just detached', async () => {
    await provision();

    await withFaults(
      (operation, before) =>
        operation === 'DeletePolicy' && before < 2
          ? { status: 409, code: 'DeleteConflict' }
          : undefined,
      account => remove({ account }),
    );

    expect(await left()).toEqual(NOTHING);
  });

  it('takes the role out of a profile that someone else made, and leaves that', async () => {
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
