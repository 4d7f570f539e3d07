import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeActivationsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ENTITY_REF_TAG,
  MANAGED_BY,
  MANAGED_BY_TAG,
  NewHandover,
  RequestState,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, unseal } from 'backstage-plugin-session-manager-node';
import { validate } from 'jsonschema';
import { clientConfig, LocalAws } from 'local-aws';
import { parse } from 'yaml';
import { approvedRole, listOf } from '../__testUtils__/approvedRole';
import { noBackend, openGate, testGuards } from '../__testUtils__/gate';
import {
  configData,
  testAccounts,
  useLocalAws,
} from '../__testUtils__/localAws';
import { runAction } from '../__testUtils__/runAction';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { createActivationAction } from './createActivationAction';
import { examples } from './examples';

jest.setTimeout(300_000);

const INPUT = { roleName: 'warehouse-session-role' };
const ID = '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001';

describe('session-manager:activation:create', () => {
  const handOver = noBackend.handOver;
  let aws: LocalAws;
  let iam: IAMClient;
  let action: ReturnType<typeof createActivationAction>;

  const deps = () => ({
    ...openGate(testAccounts()),
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    config: mockServices.rootConfig({
      data: { ...configData, app: { baseUrl: 'https://portal/base/' } },
    }),
    sessionManager: noBackend,
  });

  beforeAll(async () => {
    aws = await useLocalAws();
  });

  beforeEach(async () => {
    await aws.reset();
    iam = new IAMClient(clientConfig(aws.env));
    await makeRole(INPUT.roleName);
    handOver.mockReset();
    noBackend.listRequests.mockReset();
    handOver.mockImplementation(async ({ subject }) => ({
      id: ID,
      subject,
      state: 'waiting',
      expiresAt: '2026-12-01T10:15:00.000Z',
    }));
    action = createActivationAction(deps());
  });

  afterAll(() => aws.stop());

  type Context = Parameters<typeof action.handler>[0];

  function run(input: object = INPUT, overrides: Partial<Context> = {}) {
    return runAction(action, input, {
      getInitiatorCredentials: async () => mockCredentials.user(),
      checkpoint: async ({ fn }) => fn(),
      ...overrides,
    });
  }

  const handedOver = (): NewHandover | undefined => handOver.mock.lastCall?.[0];
  const subjectOf = () => handedOver()?.subject;

  it('creates an activation and hands its code over only sealed', async () => {
    const { outputs, log } = await run();

    const [activation] = await activations();
    expect(activation).toMatchObject({
      IamRole: INPUT.roleName,
      RegistrationLimit: 1,
      Tags: expect.arrayContaining([
        { Key: ENTITY_REF_TAG, Value: 'component:default/warehouse' },
      ]),
    });
    expect(outputs).toEqual({
      activationId: activation.ActivationId,
      region: 'us-east-1',
      expiresAt: subjectOf()?.activationExpiresAt,
      handoverUrl: expect.stringMatching(
        new RegExp(
          `^https://portal/base/session-manager/handover/${ID}#[\\w-]{43}$`,
        ),
      ),
    });
    expect(subjectOf()).toEqual({
      activationId: activation.ActivationId,
      accountId: '111122223333',
      region: 'us-east-1',
      roleName: INPUT.roleName,
      instanceLimit: 1,
      activationExpiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const [, key] = String(outputs.handoverUrl).split('#');
    const code = unseal({ sealed: handedOver()?.sealed ?? '', key });
    expect(code).toMatch(/^.{20,250}$/);
    expect(JSON.stringify([outputs, log, handedOver()])).not.toContain(code);
    expect(JSON.stringify([log, handedOver()])).not.toContain(key);
    expect(validate(outputs, action.schema?.output ?? {}).errors).toEqual([]);
    expect(noBackend.reportChanges.mock.lastCall?.[0]).toEqual([
      { what: 'role', accountId: '111122223333', roleName: INPUT.roleName },
    ]);
    expect(log).toEqual([
      `Created activation ${activation.ActivationId} for 1 node with the role warehouse-session-role in us-east-1, valid for 24 hours`,
      'user:default/mock can open its code once, until 2026-12-01T10:15:00.000Z',
    ]);
  });

  it('hands the code over to the user who started the task', async () => {
    const ada = mockCredentials.user('user:default/ada');

    await run(INPUT, { getInitiatorCredentials: async () => ada });

    expect(handOver).toHaveBeenCalledWith(expect.anything(), {
      credentials: ada,
    });
  });

  it('logs the plan in a dry run, and creates nothing', async () => {
    const { outputs, log } = await run(
      { ...INPUT, roleName: 'still-to-be-made', instanceLimit: 5 },
      { isDryRun: true },
    );

    expect(outputs).toEqual({});
    expect(log).toEqual([
      'Would: create an activation for 5 nodes with the role still-to-be-made in us-east-1, valid for 24 hours',
    ]);
    expect(await activations()).toEqual([]);
    expect(handOver).not.toHaveBeenCalled();
  });

  it('creates nothing if no user would receive the code', async () => {
    await expect(
      run(INPUT, {
        getInitiatorCredentials: async () => mockCredentials.service(),
      }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('was not started by a person'),
    });
    expect(await activations()).toEqual([]);
  });

  it('creates nothing if the user lacks permission for the role', async () => {
    const permissions = mockServices.permissions({
      result: AuthorizeResult.DENY,
    });
    action = createActivationAction({
      ...deps(),
      guards: testGuards({ permissions }),
    });

    await expect(run()).rejects.toThrow(
      /is not allowed to create the role warehouse-session-role in account 111122223333 for component:default\/warehouse/,
    );
    expect(await activations()).toEqual([]);
  });

  it('creates nothing with a role that another tool manages', async () => {
    await makeRole('by-terraform', [
      { Key: MANAGED_BY_TAG, Value: 'terraform' },
      { Key: ENTITY_REF_TAG, Value: 'component:default/warehouse' },
    ]);
    const input = { roleName: 'by-terraform' };

    await expect(run(input)).rejects.toThrow(/is managed by terraform/);
    await expect(run(input, { isDryRun: true })).rejects.toThrow(
      /is managed by terraform/,
    );
    expect(await activations()).toEqual([]);
  });

  it('creates nothing in a region that is not configured', async () => {
    const input = { ...INPUT, region: 'eu-central-1' };

    await expect(run(input)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^region: eu-central-1 is not configured for this account, which has us-east-1/,
      ),
    });
    expect(await activations('eu-central-1')).toEqual([]);
  });

  describe('if the account requires approvals', () => {
    const accountId = '444455556666';
    const input = { accountId, roleName: 'warehouse-session-role' };
    const refusal =
      'production (444455556666) requires an approved request (by group:default/cloud-security), and none matches the role warehouse-session-role in its current state. File one with session-manager:request:create.';
    let request: RoleRequest;
    let production: AwsAccount;

    beforeEach(async () => {
      production = await testAccounts().get(accountId);
      const role = approvedRole(production, {
        ...input,
        target: 'hybrid',
        entityRef: 'component:default/warehouse',
      });
      request = role.request;
      await makeRole(input.roleName, role.Tags, production.iam);
    });

    it('creates an activation with a role from an approved request', async () => {
      noBackend.listRequests.mockResolvedValue(listOf(request));

      const { outputs } = await run(input);

      expect(outputs.activationId).toEqual(expect.any(String));
      expect(noBackend.listRequests).toHaveBeenCalledWith(
        expect.objectContaining({ accountId, q: input.roleName }),
        { credentials: mockCredentials.service('plugin:scaffolder') },
      );
    });

    const role = { kind: 'role', accountId, resource: 'arn' } as const;
    it.each<[string, (created: RoleRequest) => RoleRequest[]]>([
      ['there is no request', () => []],
      [
        'the request was for a different spec',
        created => [
          { ...created, spec: { ...created.spec, roleDescription: 'x' } },
        ],
      ],
      [
        'the role was created without an approval',
        created => [
          { ...created, state: { status: 'provisioned' } as RequestState },
        ],
      ],
      [
        'the role is not created yet',
        created => [
          {
            ...created,
            state: {
              ...created.state,
              status: 'failed',
              error: 'x',
              remaining: [role],
            } as RequestState,
          },
        ],
      ],
    ])('creates nothing if %s', async (_, requests) => {
      noBackend.listRequests.mockResolvedValue(listOf(...requests(request)));

      await expect(run(input)).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: `${refusal} Nothing was done.`,
      });
      const { log } = await run(input, { isDryRun: true });
      expect(log[0]).toBe(`Without dry run, this is refused: ${refusal}`);
    });

    it('reads every page of the requests', async () => {
      noBackend.listRequests
        .mockResolvedValueOnce({
          ...listOf(),
          pageInfo: { nextCursor: 'second' },
        })
        .mockResolvedValueOnce(listOf(request));

      await run(input);

      expect(noBackend.listRequests).toHaveBeenLastCalledWith(
        expect.objectContaining({ cursor: 'second' }),
        expect.anything(),
      );
    });
  });

  it('deletes the activation if the code cannot be handed over', async () => {
    handOver.mockRejectedValue(new ServiceUnavailableError('no cache'));

    await expect(run()).rejects.toThrow('no cache');
    expect(await activations()).toEqual([]);
  });

  it('deletes the activation of an interrupted run, whose code is lost', async () => {
    const stored = new Map<string, unknown>();
    // Like the scaffolder: returns the value that was stored before.
    const checkpoint: Context['checkpoint'] = async ({ key, fn }) => {
      const value = stored.get(key) ?? (await fn());
      stored.set(key, value);
      return value as Awaited<ReturnType<typeof fn>>;
    };
    handOver.mockImplementationOnce(() => new Promise<never>(() => {}));
    const died = run(INPUT, { checkpoint });
    while (handOver.mock.calls.length === 0) {
      await new Promise(done => setTimeout(done, 5));
    }
    const [first] = await activations();

    const { outputs } = await run(INPUT, { checkpoint });

    const ids = (await activations()).map(({ ActivationId }) => ActivationId);
    expect(ids).toEqual([outputs.activationId]);
    expect(ids).not.toContain(first.ActivationId);
    expect(JSON.stringify([...stored])).toContain(String(outputs.activationId));
    const [, key] = String(outputs.handoverUrl).split('#');
    const code = unseal({ sealed: handedOver()?.sealed ?? '', key });
    expect(JSON.stringify([...stored])).not.toContain(code);
    expect(died).toBeInstanceOf(Promise);
  });

  it.each([
    ['an unknown region', { region: 'moon' }, /^region: must be an AWS region/],
    ['no machine', { instanceLimit: 0 }, /^instanceLimit: must be 1 or more/],
    [
      'too many',
      { instanceLimit: 1001 },
      /^instanceLimit: must be at most 1000/,
    ],
    ['half an hour', { expiresInHours: 0.5 }, /^expiresInHours: /],
    ['31 days', { expiresInHours: 744 }, /^expiresInHours: .* 30 days/],
    ['a line break', { instanceName: 'a\nb' }, /^instanceName: /],
    ['a role name with a wildcard', { roleName: 'a*' }, /^roleName: /],
    ['a reserved tag', { tags: { 'aws:x': 'y' } }, /^tags.*reserved/],
    ['an unknown field', { rolName: 'x' }, /^rolName: is not an input/],
    [
      'a role that is too long with its path',
      { path: `/${'p'.repeat(40)}/`, roleName: 'r'.repeat(30) },
      /^roleName: has 71 characters with its path/,
    ],
  ])('refuses %s', async (_, fault, message) => {
    await expect(run({ ...INPUT, ...fault })).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
    expect(await activations()).toEqual([]);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const [{ input, action: id }] = parse(example).steps;
    expect(id).toBe(action.id);
    expect(validate(input, action.schema?.input ?? {}).errors).toEqual([]);

    const { outputs } = await run(input);

    const [activation] = await activations(input.region);
    expect(activation).toMatchObject({
      ActivationId: outputs.activationId,
      RegistrationLimit: input.instanceLimit ?? 1,
      ...(input.instanceName && { DefaultInstanceName: input.instanceName }),
    });
    const hours =
      (Number(activation.ExpirationDate) - Number(activation.CreatedDate)) /
      3_600_000;
    expect(hours).toBeCloseTo(input.expiresInHours ?? 24, 1);
  });

  it('describes every input and output', () => {
    expectDescribed(action);
  });

  async function activations(region = 'us-east-1') {
    const ssm = new SSMClient({ ...clientConfig(aws.env), region });
    const { ActivationList = [] } = await ssm.send(
      new DescribeActivationsCommand({}),
    );
    return ActivationList;
  }

  function makeRole(
    RoleName: string,
    Tags = [
      { Key: MANAGED_BY_TAG, Value: MANAGED_BY },
      { Key: ENTITY_REF_TAG, Value: 'component:default/warehouse' },
    ],
    client = iam,
  ) {
    return client.send(
      new CreateRoleCommand({
        RoleName,
        Tags,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'ssm.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
      }),
    );
  }
});
