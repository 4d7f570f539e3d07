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

describe('the limits of provisionRole', () => {
  const role = useProvisioning();
  const { provision, observe } = role;

  it('refuses a role of someone else the second time without a write', async () => {
    await makeForeignRole(role.account.iam, WANTED.roleName);
    const known = knownRoles();
    await expect(provision(WANTED, { knownRoles: known })).rejects.toThrow(
      /was not created by the portal: .* Done: Created .*removed again\.$/,
    );
    role.calls.clear();

    await expect(provision(WANTED, { knownRoles: known })).rejects.toThrow(
      /was not created by the portal/,
    );

    expect(role.calls.writes()).toEqual([]);
  });

  it('removes what an interrupted run left for a role of someone else', async () => {
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

  it('keeps what belongs to another spec for a role of someone else', async () => {
    const { iam } = role.account;
    await provision({ ...WANTED, roleDescription: 'another' });
    const { changes } = await role.remove({ dryRun: true });
    const creations = ['DeletePolicy', 'DeleteInstanceProfile'];
    await applySteps(
      iam,
      changes
        .filter(isStep)
        .filter(({ operation }) => !creations.includes(operation)),
    );
    await makeForeignRole(iam, WANTED.roleName);
    const before = await snapshot(iam);

    await expect(provision()).rejects.toThrow(/was not created by the portal/);

    expect(await snapshot(iam)).toEqual(before);
  });

  it('writes nothing in a dry run, and returns the plan', async () => {
    const dry = await provision(WANTED, { dryRun: true });

    expect(role.calls.writes()).toEqual([]);
    expect(dry.created).toBe(true);
    expect(steps(dry)).toHaveLength(5);
  });

  it('reports the refusal in a dry run', async () => {
    await makeForeignRole(role.account.iam, WANTED.roleName);
    role.calls.clear();

    const dry = await provision(WANTED, { dryRun: true });

    expect(role.calls.writes()).toEqual([]);
    expect(dry.changes).toContainEqual(
      expect.objectContaining({ kind: 'refused', resource: 'role' }),
    );
  });

  it('stops between calls when cancelled, and reports its progress', async () => {
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
    expect((await observe()).changes).toEqual([]);
  });

  it('removes what it created when cancelled with rollback', async () => {
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
