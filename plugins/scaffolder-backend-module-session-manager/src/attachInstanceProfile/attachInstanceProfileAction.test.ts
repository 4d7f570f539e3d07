import {
  DescribeIamInstanceProfileAssociationsCommand,
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  ENTITY_REF_TAG,
  MANAGED_BY,
  MANAGED_BY_TAG,
} from 'backstage-plugin-session-manager-common';
import { validate } from 'jsonschema';
import { LocalAws } from 'local-aws';
import { parse } from 'yaml';
import { testAccounts, useLocalAws } from '../__testUtils__/localAws';
import { approvedRole, listOf } from '../__testUtils__/approvedRole';
import { noBackend, openGate, testGuards } from '../__testUtils__/gate';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { attachInstanceProfileAction } from './attachInstanceProfileAction';
import { examples } from './examples';

jest.setTimeout(300_000);

const REGION = 'us-east-1';
const ROLE = 'payments-session-role';
const PRODUCTION = '444455556666';

describe('session-manager:instance-profile:attach', () => {
  let aws: LocalAws;
  let accounts: ReturnType<typeof testAccounts>;
  let ec2: EC2Client;
  let action: ReturnType<typeof attachInstanceProfileAction>;

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    accounts = testAccounts();
    const account = await accounts.get();
    ec2 = account.ec2(REGION);
    await makeProfile(account.iam, ROLE);
    await makeProfile(account.iam, 'made-by-hand', []);
    action = attachInstanceProfileAction(openGate(accounts));
  });

  afterAll(() => aws.stop());

  type Context = Parameters<typeof action.handler>[0];

  /** Runs the action; returns its outputs, its log and its error. */
  const run = async (input: object, overrides: Partial<Context> = {}) => {
    const outputs: Record<string, unknown> = {};
    const log: string[] = [];
    const logger = mockServices.logger.mock({
      info: message => log.push(message),
      warn: message => log.push(`warning: ${message}`),
    });
    const error = await Promise.resolve(
      action.handler({
        ...createMockActionContext(),
        logger,
        input: input as Context['input'],
        output: (name: string, value: unknown) => {
          outputs[name] = value;
        },
        ...overrides,
      }),
    ).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    return { outputs, log, error };
  };

  async function makeProfile(
    iam: IAMClient,
    name: string,
    Tags = [{ Key: MANAGED_BY_TAG, Value: MANAGED_BY }],
  ) {
    const names = { RoleName: name, InstanceProfileName: name };
    await iam.send(
      new CreateRoleCommand({ ...names, AssumeRolePolicyDocument: '{}', Tags }),
    );
    await iam.send(new CreateInstanceProfileCommand({ ...names, Tags }));
    await iam.send(new AddRoleToInstanceProfileCommand(names));
  }

  async function runInstances(
    count: number,
    tags: Readonly<Record<string, string>> = { Name: 'payments-1' },
    client = ec2,
  ): Promise<string[]> {
    const { Instances = [] } = await client.send(
      new RunInstancesCommand({
        ImageId: 'ami-12345678',
        MinCount: count,
        MaxCount: count,
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          },
        ],
      }),
    );
    return Instances.map(({ InstanceId }) => InstanceId ?? '');
  }

  async function attachedCount(): Promise<number | undefined> {
    const { IamInstanceProfileAssociations } = await ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    return IamInstanceProfileAssociations?.length;
  }

  it('attaches the profile, logs it, and outputs the result of each instance', async () => {
    const [instanceId] = await runInstances(1);

    const { outputs, log, error } = await run({
      region: REGION,
      roleName: ROLE,
      instanceIds: [instanceId],
    });

    expect(error).toBeUndefined();
    const arn = `arn:aws:iam::111122223333:instance-profile/${ROLE}`;
    expect(outputs).toEqual({
      instanceProfileArn: arn,
      associations: [
        {
          instanceId,
          name: 'payments-1',
          state: 'running',
          after: arn,
          outcome: 'attached',
        },
      ],
    });
    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(noBackend.reportChanges.mock.lastCall?.[0]).toEqual([
      { what: 'instances', accountId: '111122223333' },
      { what: 'role', accountId: '111122223333', roleName: ROLE },
    ]);
    expect(log).toEqual([
      `Attached ${ROLE} to ${instanceId} (payments-1)`,
      expect.stringMatching(
        /uses .* 25 to 30 minutes later, or when it is restarted/,
      ),
    ]);
  });

  it('changes nothing the second time, and logs that', async () => {
    const instanceIds = await runInstances(2);
    const input = { region: REGION, roleName: ROLE, instanceIds };
    await run(input);

    const { log, error } = await run(input);

    expect(error).toBeUndefined();
    expect(log).toEqual(['No changes on 2 instances: already attached']);
  });

  it('fails at the end with a report if an instance does not have the profile', async () => {
    const [gone, first, second] = await runInstances(3, { service: 'web' });
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
    await run({
      region: REGION,
      instanceProfileName: 'made-by-hand',
      instanceIds: [second],
    });

    const { outputs, log, error } = await run({
      region: REGION,
      roleName: ROLE,
      instanceIds: [gone, first, second],
    });

    expect(error?.message.split('\n')).toEqual([
      `2 of 3 instances do not have the instance profile ${ROLE}; the others do.`,
      expect.stringMatching(/^Refused on i-/),
      expect.stringMatching(/^Refused on i-/),
    ]);
    expect(error?.message).toContain(`Refused on ${gone}: it is terminated`);
    expect(error?.message).toContain(
      `Refused on ${second}: it has the instance profile made-by-hand`,
    );
    expect(log).toContain(`Attached ${ROLE} to ${first}`);
    expect(outputs.associations).toHaveLength(3);
  });

  it('fails if no instance has the tags', async () => {
    const { error } = await run({
      region: REGION,
      roleName: ROLE,
      tags: { service: 'typo' },
    });

    expect(error?.message).toMatch(/No instance in us-east-1 has these tags/);
  });

  it('logs the plan in a dry run, and attaches nothing', async () => {
    const [bare, terminated] = await runInstances(2);
    await ec2.send(
      new TerminateInstancesCommand({ InstanceIds: [terminated] }),
    );

    const { outputs, log, error } = await run(
      { region: REGION, roleName: ROLE, instanceIds: [bare, terminated] },
      { isDryRun: true },
    );

    expect(error).toBeUndefined();
    expect(log).toEqual(
      expect.arrayContaining([
        `Would have: Attached ${ROLE} to ${bare} (payments-1)`,
        expect.stringMatching(/^warning: Refused on .* it is terminated/),
      ]),
    );
    expect(outputs.associations).toHaveLength(2);
    expect(await attachedCount()).toBe(0);
  });

  describe('if the account requires approvals', () => {
    const attachThere = async (
      input: object,
      { isDryRun = false, isApproved = true } = {},
    ) => {
      const production = await accounts.get(PRODUCTION);
      const { Tags, request } = approvedRole(production, {
        accountId: PRODUCTION,
        roleName: ROLE,
      });
      noBackend.listRequests.mockResolvedValue(
        listOf(...(isApproved ? [request] : [])),
      );
      await makeProfile(production.iam, ROLE, Tags);
      await makeProfile(production.iam, 'made-by-hand', []);
      const instanceIds = await runInstances(
        1,
        undefined,
        production.ec2(REGION),
      );
      return run(
        { accountId: PRODUCTION, region: REGION, instanceIds, ...input },
        { isDryRun },
      );
    };

    it('attaches what the portal created from an approved request', async () => {
      const { error } = await attachThere({ roleName: ROLE });
      expect(error).toBeUndefined();
    });

    it('refuses what the portal created without an approval', async () => {
      const input = { roleName: ROLE };
      const { error, outputs } = await attachThere(input, {
        isApproved: false,
      });

      expect(error).toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(
          /^production \(444455556666\) requires an approved request \(by group:default\/cloud-security\), and none matches the role payments-session-role in its current state/,
        ),
      });
      expect(outputs).toEqual({});
    });

    it('logs the approvers in a dry run, and continues', async () => {
      const { error, log } = await attachThere(
        { roleName: ROLE },
        { isDryRun: true, isApproved: false },
      );

      expect(error).toBeUndefined();
      expect(log[0]).toMatch(
        /^warning: Without dry run, this is refused: .*by group:default\/cloud-security/,
      );
    });

    it('refuses what the portal did not create', async () => {
      const byHand = { instanceProfileName: 'made-by-hand' };
      const { error, outputs } = await attachThere(byHand);

      expect(error?.name).toBe('NotAllowedError');
      expect(error?.message).toMatch(
        /^production \(444455556666\) requires an approved request/,
      );
      expect(outputs).toEqual({});
    });
  });

  describe('for users who may create roles of one service', () => {
    const service = { Key: ENTITY_REF_TAG, Value: 'component:default/orders' };
    const ours = { Key: MANAGED_BY_TAG, Value: MANAGED_BY };
    const tagged = (entity: string) => ({ [ENTITY_REF_TAG]: entity });

    let permissions: ReturnType<typeof mockServices.permissions.mock>;

    beforeEach(async () => {
      const { iam } = await accounts.get();
      await makeProfile(iam, 'orders-role', [ours, service]);
      permissions = mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ resourceRef }) => ({
            result: resourceRef?.includes(service.Value)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          })),
      });
      const guards = testGuards({ permissions });
      action = attachInstanceProfileAction({ ...openGate(accounts), guards });
    });

    const attach = (instanceIds: string[]) =>
      run({ region: REGION, roleName: 'orders-role', instanceIds });

    it('attaches to the service’s own instances', async () => {
      const own = await runInstances(1, tagged(service.Value));
      expect((await attach(own)).error).toBeUndefined();
    });

    const ABSENT = 'i-0123456789abcdef0';
    const foreigners: Array<[string, Record<string, string>]> = [
      ['another service’s', tagged('component:default/payments')],
      ['another namespace’s', tagged('component:mine/orders')],
      ['another kind’s', tagged('resource:default/orders')],
      ['ambiguous', tagged('orders')],
      ['unassigned', {}],
    ];

    it.each(foreigners)(
      'does not change or reveal %s instances',
      async (_, tags) => {
        const [foreign] = await runInstances(1, { Name: 'web', ...tags });

        const { error, log, outputs } = await attach([foreign, ABSENT]);

        const reason =
          'there is no such instance in us-east-1 that the user who started this task may change: check the id, the account and the region';
        expect(outputs.associations).toEqual(
          [foreign, ABSENT].map(instanceId => ({
            instanceId,
            outcome: 'failed',
            reason,
          })),
        );
        expect(log).toHaveLength(2);
        expect([error?.message, ...log].join()).not.toContain('web');
        expect(await attachedCount()).toBe(0);
      },
    );

    it.each(foreigners)(
      'does not name %s instances even if they have the tags',
      async (_, tags) => {
        const shared = { env: 'prod' };
        const [foreign] = await runInstances(1, {
          Name: 'web',
          ...shared,
          ...tags,
        });
        const input = {
          region: REGION,
          roleName: 'orders-role',
          tags: shared,
        };

        const noneChanged = await run(input);
        expect(noneChanged.error).toMatchObject({
          name: 'NotFoundError',
          message:
            'No instance in us-east-1 has these tags and can be changed by the person who started this task, so nothing was attached.',
        });

        const [own] = await runInstances(1, {
          ...shared,
          ...tagged(service.Value),
        });
        const some = await run(input);
        expect(some.outputs.associations).toMatchObject([
          { instanceId: own, outcome: 'attached' },
        ]);
        expect(some.error).toMatchObject({
          name: 'NotAttachedError',
          message:
            'Some instances with these tags were left unchanged, because the person who started this task is not allowed to change them. The others have the instance profile orders-role.',
        });
        const revealed = JSON.stringify([
          noneChanged,
          some,
          some.error?.message,
        ]);
        expect(revealed).not.toContain(foreign);
        expect(revealed).not.toContain('web');
        expect(await attachedCount()).toBe(1);
      },
    );

    describe('if the tag is a name', () => {
      const orders = { metadata: { name: 'orders' }, kind: 'Component' };
      const attachNamed = async (...entities: object[]) => {
        const named = testAccounts(undefined, {
          instances: { tag: { key: 'service', value: 'name' } },
        });
        action = attachInstanceProfileAction({
          ...openGate(named),
          guards: testGuards({ permissions }),
          catalog: catalogServiceMock({
            entities: entities.map(entity => ({
              apiVersion: 'backstage.io/v1alpha1',
              ...entity,
            })) as Entity[],
          }),
        });
        return attach(await runInstances(1, { service: 'orders' }));
      };

      it('attaches to instances of the one service with that name', async () => {
        const { error } = await attachNamed(orders, {
          ...orders,
          kind: 'Group',
        });
        expect(error).toBeUndefined();
      });

      it('does not give access to instances through an entity with the same name', async () => {
        const { error } = await attachNamed(orders, {
          ...orders,
          metadata: { name: 'orders', namespace: 'mine' },
        });
        expect(error?.message).toContain('there is no such instance');
        expect(await attachedCount()).toBe(0);
      });
    });

    it('attaches no profile that contains a role of another service', async () => {
      const { iam } = await accounts.get();
      const InstanceProfileName = 'orders-role';
      await iam.send(
        new RemoveRoleFromInstanceProfileCommand({
          InstanceProfileName,
          RoleName: 'orders-role',
        }),
      );
      await iam.send(
        new AddRoleToInstanceProfileCommand({
          InstanceProfileName,
          RoleName: ROLE,
        }),
      );
      const own = await runInstances(1, tagged(service.Value));
      const { error } = await run({
        region: REGION,
        instanceProfileName: InstanceProfileName,
        instanceIds: own,
      });

      expect(error?.name).toBe('NotAllowedError');
      expect(await attachedCount()).toBe(0);
    });
  });

  it('checks permissions for the role, and does nothing if they are denied', async () => {
    const instanceIds = await runInstances(1);
    const permissions = mockServices.permissions({
      result: AuthorizeResult.DENY,
    });
    const guards = testGuards({ permissions });
    action = attachInstanceProfileAction({ ...openGate(accounts), guards });

    const { error } = await run({
      region: REGION,
      roleName: ROLE,
      instanceIds,
    });

    expect(error?.name).toBe('NotAllowedError');
    expect(error?.message).toContain(`the role ${ROLE} in account`);
    expect(await attachedCount()).toBe(0);
  });

  it.each([
    ['no region', { region: undefined }, /^region: /],
    [
      'an invalid region',
      { region: 'us-east-1a' },
      /^region: must be an AWS region/,
    ],
    [
      'an invalid id',
      { instanceIds: ['i-123', 'web'] },
      /^instanceIds\.0: must be the id.*instanceIds\.1: /,
    ],
    ['no ids', { instanceIds: [] }, /^instanceIds: must have at least one/],
    [
      'a wildcard',
      { instanceIds: undefined, tags: { service: 'pay*' } },
      /^tags\.service: tag values/,
    ],
    [
      'no tags',
      { instanceIds: undefined, tags: {} },
      /^tags: must have at least one/,
    ],
    [
      'ids and tags',
      { tags: { service: 'web' } },
      /^instanceIds, tags: set one of them, not both/,
    ],
    [
      'neither',
      { instanceIds: undefined },
      /^instanceIds, tags: set one of them$/,
    ],
    [
      'a role and a profile',
      { instanceProfileName: 'web' },
      /^roleName, instanceProfileName: set one of them, not both/,
    ],
    [
      'an invalid name',
      { roleName: 'a/b' },
      /^roleName: must be a valid IAM role name/,
    ],
    [
      'an invalid account',
      { accountId: 'dev' },
      /^accountId: must be the 12 digits/,
    ],
    ['an unknown field', { replaced: true }, /^replaced: is not an input/],
  ])('refuses %s before AWS is called', async (_, fault, message) => {
    const commands: string[] = [];
    const account = await accounts.get();
    const record = ({ commandName }: { commandName?: string }) => {
      commands.push(commandName ?? '');
    };
    account.iam.middlewareStack.add(
      (next, context) => args => {
        record(context);
        return next(args);
      },
      { step: 'initialize' },
    );
    account.ec2(REGION).middlewareStack.add(
      (next, context) => args => {
        record(context);
        return next(args);
      },
      { step: 'initialize' },
    );

    const { error } = await run({
      region: REGION,
      roleName: ROLE,
      instanceIds: ['i-0123456789abcdef0'],
      ...fault,
    });

    expect(error?.name).toBe('InputError');
    expect(error?.message).toMatch(message);
    expect(commands).toEqual([]);
    // Valid input is read from AWS with these clients.
    await run({ region: REGION, roleName: ROLE, tags: { service: 'web' } });
    expect(commands).toContain('ListInstanceProfilesForRoleCommand');
    expect(commands).toContain('DescribeInstancesCommand');
  });

  it('accepts AWS’s own tags, such as that of an Auto Scaling group', async () => {
    const tags = { 'aws:autoscaling:groupName': 'payments' };
    const input = { region: REGION, roleName: ROLE, tags };

    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);
    expect((await run(input)).error?.name).toBe('NotFoundError');
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input, action: id }] = parse(example).steps;
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);
    const instanceIds = await runInstances(2, input.tags);

    const { outputs, error } = await run({
      ...input,
      // EC2 generates the ids.
      ...(input.instanceIds ? { instanceIds } : {}),
    });

    expect(error).toBeUndefined();
    expect(outputs.associations).toHaveLength(2);
    expect(await attachedCount()).toBe(2);
  });

  it('describes every input and output', () => {
    expectDescribed(action);
  });
});
