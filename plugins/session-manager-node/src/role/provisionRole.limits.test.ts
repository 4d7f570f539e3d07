import { isStep } from 'backstage-plugin-session-manager-common';
import {
  inventory,
  makeForeignRole,
  steps,
  useProvisioning,
  WANTED,
} from '../__testUtils__/provisioning';
import { snapshot } from '../__testUtils__/snapshot';
import { knownRoles } from '../__testUtils__/testAccounts';
import { applySteps } from './applySteps';
import { CancelledError } from './runError';

jest.setTimeout(300_000);

describe('how far provisionRole goes', () => {
  const role = useProvisioning();
  const { provision, look } = role;

  it('refuses a role of someone else a second time before it writes', async () => {
    await makeForeignRole(role.account.iam, WANTED.roleName);
    const memory = knownRoles();
    await expect(provision(WANTED, { knownRoles: memory })).rejects.toThrow(
      /was not created by the portal: .* Done: Created .*removed again\.$/,
    );
    role.calls.clear();

    await expect(provision(WANTED, { knownRoles: memory })).rejects.toThrow(
      /was not created by the portal/,
    );

    expect(role.calls.writes()).toEqual([]);
  });

  it('removes what a run had left beside a role of someone else when it died', async () => {
    const { iam } = role.account;
    const { changes } = await provision(WANTED, { dryRun: true });
    await makeForeignRole(iam, WANTED.roleName);
    const before = await snapshot(iam);
    const beside = ['CreatePolicy', 'CreateInstanceProfile'];
    await applySteps(
      iam,
      changes
        .filter(isStep)
        .filter(({ operation }) => beside.includes(operation)),
    );

    await expect(provision()).rejects.toThrow(/removed again/);

    expect(await snapshot(iam)).toEqual(before);
  });

  it('leaves what belongs to another spec beside a role of someone else', async () => {
    const { iam } = role.account;
    await provision({ ...WANTED, roleDescription: 'another' });
    const { changes } = await role.remove({ dryRun: true });
    const made = ['DeletePolicy', 'DeleteInstanceProfile'];
    await applySteps(
      iam,
      changes
        .filter(isStep)
        .filter(({ operation }) => !made.includes(operation)),
    );
    await makeForeignRole(iam, WANTED.roleName);
    const before = await snapshot(iam);

    await expect(provision()).rejects.toThrow(/was not created by the portal/);

    expect(await snapshot(iam)).toEqual(before);
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
