import {
  documents,
  isStep,
  resolveRoleSpec,
  samePolicy,
} from 'backstage-plugin-session-manager-common';
import {
  inventory,
  steps,
  useProvisioning,
  WANTED,
} from '../__testUtils__/provisioning';
import {
  DEVELOPMENT,
  knownRoles,
  PRODUCTION,
  testAccounts,
} from '../__testUtils__/testAccounts';
import { namesOf, observeRole } from './observeRole';
import { provisionRole } from './provisionRole';

jest.setTimeout(300_000);

describe('provisionRole', () => {
  const role = useProvisioning();
  const { specOf, provision, look } = role;

  it('makes a role in five calls and two waves, without a read', async () => {
    const provisioned = await provision();

    expect(role.calls.operations().sort()).toEqual([
      'AddRoleToInstanceProfile',
      'AttachRolePolicy',
      'CreateInstanceProfile',
      'CreatePolicy',
      'CreateRole',
    ]);
    expect(role.calls.waves()).toBe(2);
    expect(provisioned.created).toBe(true);
    expect(provisioned.kept).toEqual([]);
    const found = await look();
    expect(found.changes).toEqual([]);
    const spec = specOf(WANTED);
    expect(found.role).toMatchObject({
      arn: `arn:aws:iam::${DEVELOPMENT}:role/payments-session-role`,
      description: 'Sessions on the payment servers',
      tags: {
        team: 'payments',
        'backstage.io/managed-by': 'session-manager',
        'backstage.io/entity-ref': 'component:default/payments',
      },
    });
    expect(
      samePolicy(found.policies[0].document, documents(spec).permissions),
    ).toBe(true);
    expect(found.instanceProfiles[0].roles).toEqual(['payments-session-role']);
  });

  it('writes nothing and reads in two waves where a known role is as asked', async () => {
    const { changes } = await provision();
    const { arn } = changes.find(({ resource }) => resource === 'role')!;
    role.calls.clear();

    const again = await provision(WANTED, { knownRoles: knownRoles(arn) });

    expect(again).toEqual({ changes: [], created: false, kept: [] });
    expect(role.calls.writes()).toEqual([]);
    expect(role.calls.waves()).toBe(2);
  });

  it('remembers the role that it made', async () => {
    const memory = knownRoles();
    await provision(WANTED, { knownRoles: memory });
    role.calls.clear();

    await provision(WANTED, { knownRoles: memory });

    expect(role.calls.writes()).toEqual([]);
    expect(role.calls.waves()).toBe(2);
  });

  it('changes nothing where a role that is not known is as asked', async () => {
    await provision();
    const before = await look();

    const again = await provision();

    expect(again).toEqual({ changes: [], created: false, kept: [] });
    expect(await look()).toEqual(before);
  });

  it('writes one policy version and the tags for another bucket', async () => {
    const memory = knownRoles();
    await provision(WANTED, { knownRoles: memory });
    role.calls.clear();
    const changed = { ...WANTED, s3: { bucket: 'other-session-logs' } };

    const provisioned = await provision(changed, { knownRoles: memory });

    expect(role.calls.writes().sort()).toEqual([
      'CreatePolicyVersion',
      'TagInstanceProfile',
      'TagPolicy',
      'TagRole',
    ]);
    expect(provisioned.created).toBe(false);
    const found = await look(changed);
    expect(found.changes).toEqual([]);
    expect(found.policies[0].versions).toEqual(['v1', 'v2']);
  });

  it('makes one role when two runs begin at once', async () => {
    const runs = await Promise.all([provision(), provision(), provision()]);

    const made = runs.flatMap(({ changes }) => changes.filter(isStep));
    const creations = made.filter(
      ({ operation }) => operation === 'CreateRole',
    );
    expect(creations).toHaveLength(1);
    expect((await look()).changes).toEqual([]);
    expect(await inventory(role.account.iam)).toEqual({
      roles: 1,
      policies: 1,
      instanceProfiles: 1,
    });
  });

  it('makes a hybrid role without an instance profile', async () => {
    const hybrid = { ...WANTED, target: 'hybrid' } as const;

    await provision(hybrid);

    expect(steps({ changes: (await look(hybrid)).changes })).toEqual([]);
    expect(await inventory(role.account.iam)).toMatchObject({
      instanceProfiles: 0,
    });
  });

  it('makes roles in the account that is asked for, and not in another', async () => {
    const production = await testAccounts().get(PRODUCTION);
    const spec = resolveRoleSpec(
      { roleName: 'payments', s3: { bucket: 'corp-session-logs' } },
      production.settings,
    );

    await provisionRole({
      account: production,
      spec,
      knownRoles: knownRoles(),
    });

    expect(await inventory(production.iam)).toMatchObject({ roles: 1 });
    expect(await inventory(role.account.iam)).toMatchObject({ roles: 0 });
  });

  it('observes by the role’s name alone what it has', async () => {
    await provision();

    const observed = await observeRole(role.account.iam, {
      roleName: WANTED.roleName,
    });

    expect(observed).toEqual(
      await observeRole(role.account.iam, namesOf(specOf(WANTED))),
    );
  });
});
