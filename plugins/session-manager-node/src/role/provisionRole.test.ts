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
  const { specOf, provision, observe } = role;

  it('creates a role in five calls and two waves, without a read', async () => {
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
    const found = await observe();
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

  it('writes nothing and reads in two waves if a known role matches its spec', async () => {
    const { changes } = await provision();
    const { arn } = changes.find(({ resource }) => resource === 'role')!;
    role.calls.clear();

    const again = await provision(WANTED, { knownRoles: knownRoles(arn) });

    expect(again).toEqual({ changes: [], created: false, kept: [] });
    expect(role.calls.writes()).toEqual([]);
    expect(role.calls.waves()).toBe(2);
  });

  it('remembers the role that it created', async () => {
    const known = knownRoles();
    await provision(WANTED, { knownRoles: known });
    role.calls.clear();

    await provision(WANTED, { knownRoles: known });

    expect(role.calls.writes()).toEqual([]);
    expect(role.calls.waves()).toBe(2);
  });

  it('changes nothing if an unknown role matches its spec', async () => {
    await provision();
    const before = await observe();

    const again = await provision();

    expect(again).toEqual({ changes: [], created: false, kept: [] });
    expect(await observe()).toEqual(before);
  });

  it('writes one policy version and the tags for another bucket', async () => {
    const known = knownRoles();
    await provision(WANTED, { knownRoles: known });
    role.calls.clear();
    const changed = { ...WANTED, s3: { bucket: 'other-session-logs' } };

    const provisioned = await provision(changed, { knownRoles: known });

    expect(role.calls.writes().sort()).toEqual([
      'CreatePolicyVersion',
      'TagInstanceProfile',
      'TagPolicy',
      'TagRole',
    ]);
    expect(provisioned.created).toBe(false);
    const found = await observe(changed);
    expect(found.changes).toEqual([]);
    expect(found.policies[0].versions).toEqual(['v1', 'v2']);
  });

  it('creates one role if two runs start concurrently', async () => {
    const runs = await Promise.all([provision(), provision(), provision()]);

    const applied = runs.flatMap(({ changes }) => changes.filter(isStep));
    const creations = applied.filter(
      ({ operation }) => operation === 'CreateRole',
    );
    expect(creations).toHaveLength(1);
    expect((await observe()).changes).toEqual([]);
    expect(await inventory(role.account.iam)).toEqual({
      roles: 1,
      policies: 1,
      instanceProfiles: 1,
    });
  });

  it('creates a hybrid role without an instance profile', async () => {
    const hybrid = { ...WANTED, target: 'hybrid' } as const;

    await provision(hybrid);

    expect(steps({ changes: (await observe(hybrid)).changes })).toEqual([]);
    expect(await inventory(role.account.iam)).toMatchObject({
      instanceProfiles: 0,
    });
  });

  it('creates roles only in the requested account', async () => {
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

  it('observes a role by its name alone', async () => {
    await provision();

    const observed = await observeRole(role.account.iam, {
      roleName: WANTED.roleName,
    });

    expect(observed).toEqual(
      await observeRole(role.account.iam, namesOf(specOf(WANTED))),
    );
  });
});
