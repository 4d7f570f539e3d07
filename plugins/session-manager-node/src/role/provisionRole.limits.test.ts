import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  allowing,
  inventory,
  makeForeignRole,
  steps,
  useProvisioning,
  WANTED,
} from '../__testUtils__/provisioning';
import { CancelledError } from './runError';

jest.setTimeout(300_000);

describe('how far provisionRole goes', () => {
  const role = useProvisioning();
  const { provision, look } = role;

  it('refuses a role that someone else made, and leaves nothing behind', async () => {
    await makeForeignRole(role.account.iam, WANTED.roleName);
    const before = await inventory(role.account.iam);

    await expect(provision()).rejects.toThrow(
      /was not made by the portal.*adopt: true.*removed again/,
    );

    expect(await inventory(role.account.iam)).toEqual(before);
  });

  it('adopts a role that someone else made where asked to', async () => {
    await makeForeignRole(role.account.iam, WANTED.roleName);

    const provisioned = await provision(WANTED, { adopt: true });

    expect(provisioned.created).toBe(false);
    expect((await look()).changes).toEqual([]);
  });

  it('refuses a role at another path', async () => {
    await provision({ ...WANTED, path: '/elsewhere/' });
    const before = await inventory(role.account.iam);

    await expect(
      provision({ ...WANTED, instanceProfileName: 'another' }),
    ).rejects.toThrow(/exists at the path \/elsewhere\//);

    expect(await inventory(role.account.iam)).toEqual(before);
  });

  it('keeps what someone else attached, unless it is to be exclusive', async () => {
    await provision();
    await role.account.iam.send(
      new PutRolePolicyCommand({
        RoleName: WANTED.roleName,
        PolicyName: 'extra',
        PolicyDocument: allowing('ec2:DescribeTags'),
      }),
    );

    expect((await provision()).kept).toEqual(['extra']);
    const exclusive = await provision(WANTED, { exclusive: true });

    expect(exclusive.kept).toEqual([]);
    expect(steps(exclusive)).toEqual(['DeleteRolePolicy']);
    expect((await look()).role?.inlinePolicies).toEqual({});
  });

  it('refuses a profile of someone else that holds a role', async () => {
    await makeForeignRole(role.account.iam, 'theirs');
    await role.account.iam.send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: WANTED.roleName,
      }),
    );
    await role.account.iam.send(
      new AddRoleToInstanceProfileCommand({
        InstanceProfileName: WANTED.roleName,
        RoleName: 'theirs',
      }),
    );
    const before = await inventory(role.account.iam);

    await expect(provision()).rejects.toThrow(/holds the role theirs/);

    expect(await inventory(role.account.iam)).toEqual(before);
  });

  it('writes nothing in a dry run, and tells what it would do', async () => {
    const dry = await provision(WANTED, { dryRun: true });

    expect(role.calls.writes()).toEqual([]);
    expect(dry.created).toBe(true);
    expect(steps(dry)).toHaveLength(5);
  });

  it('shows in a dry run why it would refuse', async () => {
    await makeForeignRole(role.account.iam, WANTED.roleName);
    role.calls.clear();

    const dry = await provision(WANTED, { dryRun: true });

    expect(role.calls.writes()).toEqual([]);
    expect(dry.changes).toContainEqual(
      expect.objectContaining({ kind: 'refused', resource: 'role' }),
    );
  });

  it('stops between calls when it is cancelled, and says how far it came', async () => {
    const cancel = new AbortController();

    const run = provision(WANTED, {
      signal: cancel.signal,
      onStep: () => cancel.abort(),
    });

    await expect(run).rejects.toThrow(CancelledError);
    await expect(run).rejects.toThrow(
      /Done: Created .*Not done: Attach policy .*; Add role/,
    );
    await provision();
    expect((await look()).changes).toEqual([]);
  });

  it('removes what it created when it is cancelled and asked to roll back', async () => {
    const cancel = new AbortController();

    await expect(
      provision(WANTED, {
        rollback: true,
        signal: cancel.signal,
        onStep: () => cancel.abort(),
      }),
    ).rejects.toThrow(/removed again/);

    expect(await inventory(role.account.iam)).toEqual({
      roles: 0,
      policies: 0,
      instanceProfiles: 0,
    });
  });
});
