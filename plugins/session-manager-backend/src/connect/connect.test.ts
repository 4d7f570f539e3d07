import {
  CreateTagsCommand,
  DeleteTagsCommand,
  EC2Client,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { JsonObject } from '@backstage/types';
import {
  ConnectNode,
  ENTITY_REF_TAG,
  EntityConnect,
  evaluateAccess,
} from 'backstage-plugin-session-manager-common';
import { demoFleet, nodeTags } from 'local-aws';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const { development, production } = demoFleet.accounts;
const CONNECT = '/entities/component/default/payments/connect';

describe('GET /entities/:kind/:namespace/:name/connect', () => {
  const aws = useDemoAws();
  const registry = actionsRegistryServiceMock();
  let stop: (() => Promise<void>) | undefined;
  let ec2: EC2Client;

  beforeAll(() => {
    ec2 = new EC2Client(aws.client());
  });

  afterEach(() => stop?.());

  async function start({
    config = DEMO_CONFIG,
    entities = ['payments', 'orders', 'nothing'].map(name => component(name)),
  } = {}) {
    await stop?.();
    registry.actions.clear();
    const plugin = await startPlugin({
      config,
      entities,
      services: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
    stop = plugin.stop;
    return plugin;
  }

  async function connect(
    options?: Parameters<typeof start>[0],
    path = CONNECT,
  ): Promise<EntityConnect> {
    const { get } = await start(options);
    return (await get(path).expect(200)).body;
  }

  const withConnect = (
    own: JsonObject,
    others: JsonObject = {},
  ): JsonObject => ({
    ...DEMO_CONFIG,
    sessionManager: {
      region: 'us-east-1',
      accounts: [
        { accountId: development, name: 'development', connect: own },
        { accountId: production, name: 'production', connect: others },
      ],
    },
  });

  const lines = ({ nodes }: EntityConnect) =>
    nodes.map(({ accountName, name, ping, obstacle }) =>
      [accountName, name, ping, obstacle?.code].filter(Boolean).join(' '),
    );
  const named = ({ nodes }: EntityConnect, name: string) =>
    nodes.find(
      node => node.name === name && node.accountId === development,
    ) as ConnectNode;

  it('returns whether each node of the service is online, or why not', async () => {
    const found = await connect();

    expect(lines(found)).toEqual([
      'development payments-1 online',
      'development payments-2 online',
      'development payments-3 online',
      'production payments-1 unseen no-instance-profile',
      'production payments-2 unseen no-instance-profile',
    ]);
    const { nodeId } = found.nodes[0];
    expect(found.nodes[0]).toEqual<ConnectNode>({
      nodeId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
      name: 'payments-1',
      accountId: development,
      accountName: 'development',
      region: 'us-east-1',
      ping: 'online',
      lastPingAt: expect.any(String),
      hasTag: 'yes',
      way: {
        kind: 'session',
        consoleUrl: `https://us-east-1.console.aws.amazon.com/systems-manager/session-manager/${nodeId}?region=us-east-1`,
        commands: expect.objectContaining({
          shell: `aws ssm start-session --target ${nodeId} --region us-east-1`,
        }),
      },
    });
    expect(found).toMatchObject({
      incomplete: [],
      tag: { key: ENTITY_REF_TAG, value: 'component:default/payments' },
    });
  });

  it('returns a policy for each account that allows only the nodes of the service', async () => {
    const { nodes, accounts } = await connect();

    expect(accounts.map(({ accountName }) => accountName)).toEqual([
      'development',
      'production',
    ]);
    const outcomeOf = (node: ConnectNode, service: string) => {
      const account = accounts.find(
        ({ accountId }) => accountId === node.accountId,
      );
      return evaluateAccess(
        {
          action: 'ssm:StartSession',
          resource: `arn:aws:ec2:${node.region}:${node.accountId}:instance/${node.nodeId}`,
          principalArn: `arn:aws:iam::${node.accountId}:user/ada`,
          context: { [`ssm:resourceTag/${ENTITY_REF_TAG}`]: service },
        },
        { identity: account ? [account.policy] : [] },
      ).outcome;
    };
    for (const node of nodes) {
      expect(outcomeOf(node, 'component:default/payments')).toBe('allowed');
      expect(outcomeOf(node, 'component:default/orders')).toBe('denied');
    }
    expect(accounts[0]).toMatchObject({ regions: ['us-east-1'], unknown: [] });
    // Sessions are encrypted with the key of the account's preferences.
    expect(accounts[0].policy.Statement).toContainEqual(
      expect.objectContaining({
        Action: 'kms:GenerateDataKey',
        Resource: expect.stringMatching(
          `^arn:aws:kms:us-east-1:${development}:key/[0-9a-f-]+$`,
        ),
      }),
    );
  });

  it('uses the connect settings of the account', async () => {
    const found = await connect({
      config: withConnect(
        {
          profile: 'acme/development',
          identityCenter: {
            startUrl: 'https://acme.awsapps.com/start',
            roleName: 'DevOps',
          },
        },
        { justInTime: true },
      ),
    });

    expect(found.nodes[0].way).toEqual({
      kind: 'session',
      consoleUrl: expect.stringMatching(
        `^https://acme\\.awsapps\\.com/start/#/console\\?account_id=${development}&role_name=DevOps&destination=https%3A%2F%2Fus-east-1\\.`,
      ),
      commands: expect.objectContaining({
        shell: expect.stringMatching(/ --profile acme\/development$/),
      }),
    });
    expect(found.nodes[4].way).toEqual({
      kind: 'access-request',
      commands: {
        request: expect.stringMatching(/^aws ssm start-access-request /),
        token: expect.stringMatching(/^aws ssm get-access-token /),
      },
    });
    const [, justInTime] = found.accounts;
    expect(JSON.stringify(justInTime)).not.toContain('ssm:StartSession');
    expect(justInTime).not.toHaveProperty('tunnels');
  });

  it('returns why a session on a node would not start', async () => {
    const all = await connect();
    const [first, second, third] = [
      'payments-1',
      'payments-2',
      'payments-3',
    ].map(name => named(all, name).nodeId);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [first] }));
    await ec2.send(
      new CreateTagsCommand({
        Resources: [second],
        Tags: [{ Key: nodeTags.pingStatus, Value: 'None' }],
      }),
    );
    await ec2.send(
      new DeleteTagsCommand({
        Resources: [third],
        Tags: [{ Key: ENTITY_REF_TAG }],
      }),
    );
    try {
      const found = await connect();

      expect(named(found, 'payments-1').obstacle).toEqual({
        code: 'not-running',
      });
      expect(named(found, 'payments-2')).toMatchObject({
        ping: 'unseen',
        obstacle: { code: 'waits-for-credentials' },
      });
      // The node uses a role of the service, but the policy does not allow it.
      expect(found.nodes.find(({ nodeId }) => nodeId === third)).toMatchObject({
        ping: 'online',
        hasTag: 'no',
      });
    } finally {
      await ec2.send(
        new CreateTagsCommand({
          Resources: [third],
          Tags: [{ Key: ENTITY_REF_TAG, Value: 'component:default/payments' }],
        }),
      );
      await ec2.send(
        new DeleteTagsCommand({
          Resources: [second],
          Tags: [{ Key: nodeTags.pingStatus }],
        }),
      );
    }
  });

  it('returns the prediction if sessions fail on a node that is online', async () => {
    await new IAMClient(aws.client()).send(
      new PutRolePolicyCommand({
        RoleName: demoFleet.roles.broken.roleName,
        PolicyName: 'no-key',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
        }),
      }),
    );

    const { nodes } = await connect(
      undefined,
      '/entities/component/default/orders/connect',
    );

    expect(nodes).toHaveLength(2);
    expect(nodes[0]).toMatchObject({
      ping: 'online',
      obstacle: {
        code: 'predicted',
        headline: {
          state: 'sessions-fail',
          text: expect.stringMatching(/^Sessions fail: .*kms:Decrypt/),
        },
      },
    });
  });

  it('returns the missing permissions, and everything else', async () => {
    aws.refuse('DescribeInstanceInformation', 'GetDocument');

    const { nodes, accounts, incomplete } = await connect();

    const hint = expect.stringContaining('ssm:DescribeInstanceInformation');
    expect(nodes).toHaveLength(5);
    expect(nodes[1]).toMatchObject({
      ping: 'unknown',
      obstacle: { code: 'not-read', fault: { kind: 'refused', hint } },
      way: { kind: 'session' },
    });
    expect(incomplete).toEqual([
      expect.objectContaining({
        accountId: development,
        region: 'us-east-1',
        fault: expect.objectContaining({ hint }),
      }),
    ]);
    expect(accounts[0].unknown).toEqual([
      {
        reason: expect.any(String),
        remedy: expect.stringContaining('ssm:GetDocument'),
      },
    ]);
    expect(JSON.stringify(accounts[0].policy)).not.toContain('kms:');
  });

  it('returns the other accounts if one does not respond', async () => {
    const { sessionManager } = DEMO_CONFIG as { sessionManager: JsonObject };
    aws.hang('AssumeRole');
    const { get } = await start({
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          ...sessionManager,
          status: { deadline: { seconds: 3 } },
        },
      },
    });

    let found: EntityConnect;
    do {
      found = (await get(CONNECT).expect(200)).body;
      // The portal continues to read an account that is only slow.
    } while (found.incomplete.length > 1);

    const { nodes, accounts, incomplete } = found;
    expect(nodes.map(({ accountName }) => accountName)).toEqual([
      'development',
      'development',
      'development',
    ]);
    expect(accounts).toHaveLength(1);
    expect(incomplete).toMatchObject([
      { accountId: production, fault: { code: 'DeadlineExceeded' } },
    ]);
  });

  it('is empty for a service without nodes', async () => {
    const found = await connect(
      undefined,
      '/entities/component/default/nothing/connect',
    );

    expect(found).toMatchObject({ nodes: [], accounts: [], incomplete: [] });
  });

  it('returns no policy if another entity has the same name', async () => {
    const payments = component('payments');
    const found = await connect({
      config: {
        ...DEMO_CONFIG,
        sessionManager: {
          instances: { tag: { key: 'service', value: 'name' } },
        },
      },
      entities: [payments, { ...payments, kind: 'API' }],
    });

    expect(found).toMatchObject({ isNameShared: true, accounts: [] });
    expect(found.nodes.map(({ hasTag }) => hasTag)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('does not call AWS again for the next view', async () => {
    const { get } = await start();
    const first = await get(CONNECT).expect(200);
    aws.calls();

    const next = await get(CONNECT).expect(200);

    expect(next.body).toEqual(first.body);
    expect(aws.calls()).toEqual([]);
  });

  it('returns the same to tools, as an action that only reads', async () => {
    const { get } = await start();
    const { body } = await get(CONNECT).expect(200);

    const { actions } = await registry.list();
    expect(actions).toContainEqual(
      expect.objectContaining({
        name: 'connect:get',
        attributes: { readOnly: true, destructive: false, idempotent: true },
      }),
    );
    const invoke = (entityRef: string) =>
      registry.invoke({
        id: 'test:connect:get',
        input: { entityRef },
        credentials: mockCredentials.user('user:default/ada', {
          actor: { subject: 'plugin:mcp-actions' },
        }),
      });
    const { output } = await invoke('component:default/payments');
    expect(JSON.parse(JSON.stringify(output))).toEqual(body);
    await expect(invoke('component:default/hidden')).rejects.toThrow(
      /component:default\/hidden does not exist/,
    );
    await expect(invoke('payments')).rejects.toThrow(/^entityRef: /);
  });

  it.each([
    ['unauthenticated callers', CONNECT, mockCredentials.none.header(), 401],
    [
      'callers who may not read the entity',
      '/entities/component/default/hidden/connect',
      mockCredentials.user.header(),
      404,
    ],
  ])('refuses %s without a call to AWS', async (_, path, header, status) => {
    const { get } = await start();
    // Only the calls of this request count, not those that end late.
    aws.calls();

    await get(path).set('authorization', header).expect(status);

    expect(aws.calls()).toEqual([]);
  });
});
