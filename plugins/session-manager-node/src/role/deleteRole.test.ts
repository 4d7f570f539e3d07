import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  GetPolicyCommand,
  ListEntitiesForPolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  isStep,
  RoleSpec,
  waves,
} from 'backstage-plugin-session-manager-common';
import {
  allowing,
  inventory,
  makeForeignRole,
  NOTHING,
  steps,
  useProvisioning,
  WANTED,
} from '../__testUtils__/provisioning';
import { knownRoles } from '../__testUtils__/testAccounts';
import { denying, failing, withFaults } from '../__testUtils__/withFaults';
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

  it('deletes a known role in five writes after two waves of reads', async () => {
    const known = knownRoles();
    await provision(WANTED, { knownRoles: known });
    role.calls.clear();

    const deleted = await remove({ knownRoles: known });

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

  it('changes nothing the second time, after three concurrent reads', async () => {
    const known = knownRoles();
    await provision(WANTED, { knownRoles: known });
    await remove({ knownRoles: known });
    role.calls.clear();

    expect(await remove({ knownRoles: known })).toEqual({ changes: [] });

    expect(role.calls.operations().sort()).toEqual([
      'GetInstanceProfile',
      'GetPolicy',
      'GetRole',
    ]);
    expect(role.calls.waves()).toBe(1);
  });

  it('finds a role that is not known by all names of its spec', async () => {
    await provision(OWN_NAMES);

    await remove();

    expect(await left()).toEqual(NOTHING);
  });

  it('deletes all versions and inline policies, and detaches policies of others', async () => {
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

  it('keeps its policy if another role has it too', async () => {
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

  it('deletes what an interrupted creation left', async () => {
    await provision();
    const { changes } = await remove({ dryRun: true });
    const all = changes.filter(isStep);
    const creations = ['DeletePolicy', 'DeleteInstanceProfile'];
    await applySteps(
      role.account.iam,
      all.filter(({ operation }) => !creations.includes(operation)),
    );
    expect(await left()).toEqual({
      roles: 0,
      policies: 1,
      instanceProfiles: 1,
    });

    await remove();

    expect(await left()).toEqual(NOTHING);
  });

  it('completes a deletion interrupted after any call', async () => {
    const make = async () => {
      await provision({ ...OWN_NAMES, instanceProfileName: 'old-servers' });
      await provision(OWN_NAMES);
    };
    await make();
    const { changes } = await remove({ dryRun: true });
    const order = waves(changes.filter(isStep)).flat();
    expect(order).toHaveLength(7);
    for (let calls = 0; calls <= order.length; calls++) {
      await make();
      await applySteps(role.account.iam, order.slice(0, calls));

      await remove();

      expect({ calls, ...(await left()) }).toEqual({ calls, ...NOTHING });
    }
  });

  it('deletes once if two runs start concurrently', async () => {
    await provision();

    const runs = await Promise.all([remove(), remove(), remove()]);

    expect(runs.flatMap(({ changes }) => changes)).not.toEqual([]);
    expect(await left()).toEqual(NOTHING);
  });

  it('stops between calls when cancelled, and reports its progress', async () => {
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

  it('reports what was and was not done when a call is refused, and the next run continues', async () => {
    await provision();

    await expect(
      withFaults(denying('DeletePolicy'), account => remove({ account })),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /iam:DeletePolicy\. Done: .*Deleted instance profile .*Not done: Delete policy .*; Delete role/,
      ),
    });
    await remove();
    expect(await left()).toEqual(NOTHING);
  });

  it('waits until IAM sees the detachment', async () => {
    await provision();

    await withFaults(
      failing('DeletePolicy', { status: 409, code: 'DeleteConflict' }, 2),
      account => remove({ account }),
    );

    expect(await left()).toEqual(NOTHING);
  });
});
