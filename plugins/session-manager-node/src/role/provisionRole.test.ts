import {
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  IAMClient,
  ListPolicyVersionsCommand,
  TagRoleCommand,
  UntagPolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  documents,
  isStep,
  resolveRoleSpec,
  samePolicy,
} from 'backstage-plugin-session-manager-common';
import {
  allowing,
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

  it.each<[string, (iam: IAMClient, policyArn: string) => Promise<unknown>]>([
    [
      'UpdateAssumeRolePolicy',
      iam =>
        iam.send(
          new UpdateAssumeRolePolicyCommand({
            RoleName: WANTED.roleName,
            PolicyDocument: JSON.stringify({
              Version: '2012-10-17',
              Statement: {
                Effect: 'Allow',
                Principal: { Service: 'lambda.amazonaws.com' },
                Action: 'sts:AssumeRole',
              },
            }),
          }),
        ),
    ],
    [
      'UpdateRole',
      iam =>
        iam.send(
          new UpdateRoleCommand({
            RoleName: WANTED.roleName,
            Description: 'mine',
            MaxSessionDuration: 7200,
          }),
        ),
    ],
    [
      'TagRole',
      iam =>
        iam.send(
          new TagRoleCommand({
            RoleName: WANTED.roleName,
            Tags: [{ Key: 'team', Value: 'nobody' }],
          }),
        ),
    ],
    [
      'TagPolicy',
      (iam, PolicyArn) =>
        iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['team'] })),
    ],
    [
      'AttachRolePolicy',
      (iam, PolicyArn) =>
        iam.send(
          new DetachRolePolicyCommand({ RoleName: WANTED.roleName, PolicyArn }),
        ),
    ],
    [
      'CreatePolicyVersion',
      (iam, PolicyArn) =>
        iam.send(
          new CreatePolicyVersionCommand({
            PolicyArn,
            PolicyDocument: allowing('ec2:*'),
            SetAsDefault: true,
          }),
        ),
    ],
  ])('mends by %s what was changed by hand', async (mending, byHand) => {
    await provision();
    await byHand(role.account.iam, namesOf(specOf(WANTED)).policyArn!);
    expect(steps(await look())).toEqual([mending]);

    await provision();

    expect((await look()).changes).toEqual([]);
  });

  it('deletes the oldest version that is not the default when there are five', async () => {
    await provision();
    const PolicyArn = namesOf(specOf(WANTED)).policyArn!;
    for (const action of ['a:B', 'c:D', 'e:F', 'g:H']) {
      await role.account.iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn,
          PolicyDocument: allowing(action),
          SetAsDefault: action === 'g:H',
        }),
      );
    }

    await provision();

    expect((await look()).changes).toEqual([]);
    const { Versions } = await role.account.iam.send(
      new ListPolicyVersionsCommand({ PolicyArn }),
    );
    expect(Versions?.map(({ VersionId }) => VersionId).sort()).toEqual([
      'v2',
      'v3',
      'v4',
      'v5',
      'v6',
    ]);
  });

  it('goes from a managed to an inline policy and back, leaving none over', async () => {
    await provision();
    const inline = { ...WANTED, policyType: 'inline' } as const;

    await provision(inline);

    expect((await look(inline)).changes).toEqual([]);
    expect((await look(inline)).policies).toEqual([]);
    await provision();
    const found = await look();
    expect(found.changes).toEqual([]);
    expect(found.role?.inlinePolicies).toEqual({});
  });

  it('deletes the old policy even where an earlier run died after detaching it', async () => {
    await provision();
    const PolicyArn = namesOf(specOf(WANTED)).policyArn!;
    await role.account.iam.send(
      new DetachRolePolicyCommand({ RoleName: WANTED.roleName, PolicyArn }),
    );

    await provision({ ...WANTED, policyType: 'inline' });

    await expect(
      role.account.iam.send(new GetPolicyCommand({ PolicyArn })),
    ).rejects.toThrow(
      expect.objectContaining({ name: 'NoSuchEntityException' }),
    );
  });

  it('puts its role into its profile in place of another', async () => {
    await provision();
    const other = { ...WANTED, roleName: 'orders', policyName: 'orders' };
    const shared = { ...other, instanceProfileName: WANTED.roleName };

    const provisioned = await provision(shared);

    expect(provisioned.created).toBe(true);
    const { instanceProfiles } = await look(shared);
    expect(instanceProfiles.map(({ roles }) => roles)).toEqual([['orders']]);
  });

  it('goes on from a half made role', async () => {
    await provision();
    const PolicyArn = namesOf(specOf(WANTED)).policyArn!;
    await role.account.iam.send(
      new DetachRolePolicyCommand({ RoleName: WANTED.roleName, PolicyArn }),
    );
    await role.account.iam.send(new DeletePolicyCommand({ PolicyArn }));

    const provisioned = await provision();

    expect(steps(provisioned)).toEqual(['AttachRolePolicy', 'CreatePolicy']);
    expect((await look()).changes).toEqual([]);
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
