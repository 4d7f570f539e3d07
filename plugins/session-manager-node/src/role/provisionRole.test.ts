import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagPolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  documents,
  isStep,
  plan,
  resolveRoleSpec,
  RoleSpec,
  samePolicy,
} from 'backstage-plugin-session-manager-common';
import { LocalAws, startLocalAws } from 'local-aws';
import { logCalls } from '../__testUtils__/callLog';
import {
  DEVELOPMENT,
  knownRoles,
  PRODUCTION,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/testAccounts';
import { AwsAccount } from '../accounts/AwsAccounts';
import { namesOf, observeRole } from './observeRole';
import { CancelledError, provisionRole } from './provisionRole';

jest.setTimeout(300_000);

const KEY = `arn:aws:kms:us-east-1:${DEVELOPMENT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const WANTED: RoleSpec = {
  roleName: 'payments-session-role',
  roleDescription: 'Sessions on the payment servers',
  kmsKeyArn: KEY,
  s3: { bucket: 'corp-session-logs', prefix: 'payments' },
  cloudWatchLogs: { logGroup: '/session-manager/payments' },
  roleTags: { team: 'payments' },
  policyTags: { team: 'payments' },
  entityRef: 'component:default/payments',
};

describe('provisionRole', () => {
  let aws: LocalAws;
  let restoreEnv: () => void;
  let account: AwsAccount;
  let calls: ReturnType<typeof logCalls>;

  beforeAll(async () => {
    aws = await startLocalAws();
    restoreEnv = useLocalAws(aws);
  });

  beforeEach(async () => {
    await aws.reset();
    account = await testAccounts().get();
    calls = logCalls(account.iam);
  });

  afterAll(async () => {
    restoreEnv();
    await aws.stop();
  });

  const specOf = (input: RoleSpec) => resolveRoleSpec(input, account.settings);

  const provision = (
    input: RoleSpec = WANTED,
    options: Partial<Parameters<typeof provisionRole>[0]> = {},
  ) =>
    provisionRole({
      account,
      spec: specOf(input),
      knownRoles: knownRoles(),
      ...options,
    });

  /** Everything that IAM has of a spec, and what would still be to change. */
  const look = async (input: RoleSpec = WANTED, iam = account.iam) => {
    const spec = specOf(input);
    const observed = await observeRole(iam, namesOf(spec));
    return { ...observed, changes: plan(spec, observed) };
  };

  const steps = ({ changes }: { changes: { operation?: string }[] }) =>
    changes.map(({ operation }) => operation).sort();

  it('makes a role in five calls and two waves, without a read', async () => {
    const provisioned = await provision();

    expect(calls.operations().sort()).toEqual([
      'AddRoleToInstanceProfile',
      'AttachRolePolicy',
      'CreateInstanceProfile',
      'CreatePolicy',
      'CreateRole',
    ]);
    expect(calls.waves()).toBe(2);
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
    await provision();
    calls.clear();

    const again = await provision(WANTED, {
      knownRoles: knownRoles((await look()).role!.arn),
    });

    expect(again).toEqual({ changes: [], created: false, kept: [] });
    calls.clear();
    await observeRole(account.iam, namesOf(specOf(WANTED)));
    expect(calls.writes()).toEqual([]);
    expect(calls.waves()).toBe(2);
  });

  it('remembers the role that it made', async () => {
    const memory = knownRoles();
    await provision(WANTED, { knownRoles: memory });
    calls.clear();

    await provision(WANTED, { knownRoles: memory });

    expect(calls.writes()).toEqual([]);
    expect(calls.waves()).toBe(2);
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
    calls.clear();
    const changed = { ...WANTED, s3: { bucket: 'other-session-logs' } };

    const provisioned = await provision(changed, { knownRoles: memory });

    expect(calls.writes().sort()).toEqual([
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
    await byHand(account.iam, namesOf(specOf(WANTED)).policyArn!);
    expect(steps(await look())).toEqual([mending]);

    await provision();

    expect((await look()).changes).toEqual([]);
  });

  it('deletes the oldest version that is not the default when there are five', async () => {
    await provision();
    const PolicyArn = namesOf(specOf(WANTED)).policyArn!;
    for (const action of ['a:B', 'c:D', 'e:F', 'g:H']) {
      await account.iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn,
          PolicyDocument: allowing(action),
          SetAsDefault: action === 'g:H',
        }),
      );
    }

    await provision();

    expect((await look()).changes).toEqual([]);
    const { Versions } = await account.iam.send(
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
    await account.iam.send(
      new DetachRolePolicyCommand({ RoleName: WANTED.roleName, PolicyArn }),
    );

    await provision({ ...WANTED, policyType: 'inline' });

    await expect(
      account.iam.send(new GetPolicyCommand({ PolicyArn })),
    ).rejects.toThrow(
      expect.objectContaining({ name: 'NoSuchEntityException' }),
    );
  });

  it('refuses a role that someone else made, and leaves nothing behind', async () => {
    await makeForeignRole(account.iam, WANTED.roleName);
    const before = await inventory(account.iam);

    await expect(provision()).rejects.toThrow(
      /was not made by the portal.*adopt: true.*removed again/,
    );

    expect(await inventory(account.iam)).toEqual(before);
  });

  it('adopts a role that someone else made where asked to', async () => {
    await makeForeignRole(account.iam, WANTED.roleName);

    const provisioned = await provision(WANTED, { adopt: true });

    expect(provisioned.created).toBe(false);
    expect((await look()).changes).toEqual([]);
  });

  it('refuses a role at another path', async () => {
    await provision({ ...WANTED, path: '/elsewhere/' });
    const before = await inventory(account.iam);

    await expect(
      provision({ ...WANTED, instanceProfileName: 'another' }),
    ).rejects.toThrow(/exists at the path \/elsewhere\//);

    expect(await inventory(account.iam)).toEqual(before);
  });

  it('keeps what someone else attached, unless it is to be exclusive', async () => {
    await provision();
    await account.iam.send(
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

  it('puts its role into its profile in place of another', async () => {
    await provision();
    const other = { ...WANTED, roleName: 'orders', policyName: 'orders' };
    const shared = { ...other, instanceProfileName: WANTED.roleName };

    const provisioned = await provision(shared);

    expect(provisioned.created).toBe(true);
    const { instanceProfiles } = await look(shared);
    expect(instanceProfiles.map(({ roles }) => roles)).toEqual([['orders']]);
  });

  it('refuses a profile of someone else that holds a role', async () => {
    await makeForeignRole(account.iam, 'theirs');
    await account.iam.send(
      new CreateInstanceProfileCommand({
        InstanceProfileName: WANTED.roleName,
      }),
    );
    await account.iam.send(
      new AddRoleToInstanceProfileCommand({
        InstanceProfileName: WANTED.roleName,
        RoleName: 'theirs',
      }),
    );
    const before = await inventory(account.iam);

    await expect(provision()).rejects.toThrow(/holds the role theirs/);

    expect(await inventory(account.iam)).toEqual(before);
  });

  it('goes on from a half made role', async () => {
    await provision();
    const PolicyArn = namesOf(specOf(WANTED)).policyArn!;
    await account.iam.send(
      new DetachRolePolicyCommand({ RoleName: WANTED.roleName, PolicyArn }),
    );
    await account.iam.send(new DeletePolicyCommand({ PolicyArn }));

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
    expect(await inventory(account.iam)).toEqual({
      roles: 1,
      policies: 1,
      instanceProfiles: 1,
    });
  });

  it('writes nothing in a dry run, and tells what it would do', async () => {
    const dry = await provision(WANTED, { dryRun: true });

    expect(calls.writes()).toEqual([]);
    expect(dry.created).toBe(true);
    expect(steps(dry)).toHaveLength(5);
  });

  it('shows in a dry run why it would refuse', async () => {
    await makeForeignRole(account.iam, WANTED.roleName);
    calls.clear();

    const dry = await provision(WANTED, { dryRun: true });

    expect(calls.writes()).toEqual([]);
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

    expect(await inventory(account.iam)).toEqual({
      roles: 0,
      policies: 0,
      instanceProfiles: 0,
    });
  });

  it('says what failed with AWS’s code, and what was done', async () => {
    const boundary = `arn:aws:iam::${DEVELOPMENT}:policy/absent`;

    const run = provision({ ...WANTED, permissionsBoundaryArn: boundary });

    await expect(run).rejects.toMatchObject({
      name: expect.stringMatching(/Error$/),
      code: expect.any(String),
      message: expect.stringMatching(/Not done: .*Create role/),
    });
    expect(await inventory(account.iam)).toEqual({
      roles: 0,
      policies: 0,
      instanceProfiles: 0,
    });
  });

  it('makes a hybrid role without an instance profile', async () => {
    const hybrid = { ...WANTED, target: 'hybrid' } as const;

    await provision(hybrid);

    expect(steps({ changes: (await look(hybrid)).changes })).toEqual([]);
    expect(await inventory(account.iam)).toMatchObject({ instanceProfiles: 0 });
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
    expect(await inventory(account.iam)).toMatchObject({ roles: 0 });
  });

  it('observes by the role’s name alone what it has', async () => {
    await provision();

    const observed = await observeRole(account.iam, {
      roleName: WANTED.roleName,
    });

    expect(observed).toEqual(
      await observeRole(account.iam, namesOf(specOf(WANTED))),
    );
  });
});

function allowing(action: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
}

async function makeForeignRole(iam: IAMClient, roleName: string) {
  await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: `${roleName}-theirs`,
      PolicyDocument: allowing('s3:ListAllMyBuckets'),
    }),
  );
  await iam.send(
    new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: Policy?.Arn }),
  );
}

/** How much there is in an account: what a run left behind shows. */
async function inventory(iam: IAMClient) {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Policies = [] } = await iam.send(
    new ListPoliciesCommand({ Scope: 'Local' }),
  );
  const { InstanceProfiles = [] } = await iam.send(
    new ListInstanceProfilesCommand({}),
  );
  return {
    roles: Roles.length,
    policies: Policies.length,
    instanceProfiles: InstanceProfiles.length,
  };
}
