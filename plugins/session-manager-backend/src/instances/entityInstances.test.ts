import { mockCredentials } from '@backstage/backend-test-utils';
import {
  EntityInstances,
  ServiceInstance,
} from 'backstage-plugin-session-manager-common';
import { demoFleet } from 'local-aws';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(60_000);

const { development, production } = demoFleet.accounts;
const INSTANCES = '/entities/component/default/payments/instances';

describe('GET /entities/:kind/:namespace/:name/instances', () => {
  const aws = useDemoAws();
  let stop: (() => Promise<void>) | undefined;

  afterEach(() => stop?.());

  async function start(config = DEMO_CONFIG) {
    await stop?.();
    const plugin = await startPlugin({
      entities: [component('payments'), component('nothing')],
      config,
    });
    stop = plugin.stop;
    return plugin;
  }

  async function instancesOf(
    query = '',
    config = DEMO_CONFIG,
  ): Promise<EntityInstances> {
    const { get } = await start(config);
    return (await get(`${INSTANCES}${query}`).expect(200)).body;
  }

  const names = ({ instances }: EntityInstances) =>
    instances.map(({ accountName, name }) => `${accountName} ${name}`);

  it('finds the service’s instances by their tag, in every account, with what the picker shows', async () => {
    const found = await instancesOf();

    expect(names(found)).toEqual([
      'development payments-1',
      'development payments-2',
      'development payments-3',
      'production payments-1',
      'production payments-2',
    ]);
    expect(found.instances[0]).toEqual<ServiceInstance>({
      instanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
      name: 'payments-1',
      state: 'running',
      accountId: development,
      accountName: 'development',
      region: 'us-east-1',
      instanceProfile: {
        name: 'payments-session-role',
        arn: `arn:aws:iam::${development}:instance-profile/session-manager/payments-session-role`,
      },
    });
    expect(found.instances[4]).not.toHaveProperty('instanceProfile');
    expect(found).toMatchObject({
      incomplete: [],
      tag: {
        key: 'backstage.io/entity-ref',
        value: 'component:default/payments',
      },
    });
  });

  it('searches only the requested account and region', async () => {
    expect(names(await instancesOf(`?accountId=${production}`))).toEqual([
      'production payments-1',
      'production payments-2',
    ]);
    expect(names(await instancesOf('?region=eu-west-1'))).toEqual([]);
  });

  it('refuses a region that the accounts do not have', async () => {
    const [first, second] = [development, production].map(accountId => ({
      accountId,
      regions: ['us-east-1'],
    }));
    const sessionManager = { accounts: [first, second] };
    const { get } = await start({ ...DEMO_CONFIG, sessionManager });
    aws.calls();

    const answers = [
      await get(`${INSTANCES}?region=eu-west-1`),
      await get(`${INSTANCES}?region=eu-west-1&accountId=${development}`),
      await get(`${INSTANCES}?region=us-mars-1`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 400]);
    expect(answers[1].body.error.message).toBe(
      'region: eu-west-1 is not configured for this account, which has us-east-1. To add it, change regions of the account in sessionManager.accounts.',
    );
    expect(aws.calls()).toEqual([]);
    await get(`${INSTANCES}?region=us-east-1`).expect(200);
  });

  it('finds none for a service without instances', async () => {
    const { get } = await start();

    const { body } = await get(
      '/entities/component/default/nothing/instances',
    ).expect(200);

    expect(body).toMatchObject({ instances: [], incomplete: [] });
  });

  it('uses the configured tag', async () => {
    const found = await instancesOf('', {
      ...DEMO_CONFIG,
      sessionManager: {
        instances: { tag: { key: 'service', value: 'name' } },
      },
    });

    expect(found.tag).toEqual({ key: 'service', value: 'payments' });
    expect(found.instances).toHaveLength(3);
  });

  it.each([
    ['another namespace', { kind: 'Component', namespace: 'mine' }],
    ['another kind', { kind: 'API', namespace: 'default' }],
  ])(
    'does not use a name that %s has as well, and does not call AWS',
    async (_, { kind, namespace }) => {
      await stop?.();
      const payments = component('payments');
      const plugin = await startPlugin({
        entities: [
          payments,
          { ...payments, kind, metadata: { name: 'payments', namespace } },
        ],
        config: {
          ...DEMO_CONFIG,
          sessionManager: {
            instances: { tag: { key: 'service', value: 'name' } },
          },
        },
      });
      stop = plugin.stop;
      aws.calls();

      for (const path of [
        INSTANCES,
        `/entities/${kind}/${namespace}/payments/instances`,
      ]) {
        const { body } = await plugin.get(path).expect(200);
        expect(body).toMatchObject({
          instances: [],
          isNameShared: true,
          tag: { key: 'service', value: 'payments' },
        });
      }
      expect(aws.calls()).toEqual([]);
    },
  );

  it('lists the instances of other accounts if one denies access', async () => {
    aws.refuse('AssumeRole');

    const found = await instancesOf();

    expect(found.instances).toHaveLength(3);
    expect(found.incomplete).toEqual([
      {
        accountId: production,
        accountName: 'production',
        region: 'us-east-1',
        fault: expect.objectContaining({ kind: 'refused' }),
      },
    ]);
  });

  it('names the region and the missing permission', async () => {
    aws.refuse('DescribeInstances');

    const { incomplete } = await instancesOf(`?accountId=${development}`);

    expect(incomplete).toEqual([
      expect.objectContaining({
        accountId: development,
        region: 'us-east-1',
        fault: expect.objectContaining({
          kind: 'refused',
          hint: expect.stringContaining('ec2:DescribeInstances'),
        }),
      }),
    ]);
  });

  it('reports an account that the portal does not have', async () => {
    const { instances, incomplete } = await instancesOf(
      '?accountId=999988887777',
    );

    expect(instances).toEqual([]);
    expect(incomplete).toMatchObject([
      { accountId: '999988887777', fault: { kind: 'not-configured' } },
    ]);
  });

  it('calls AWS once for many requests, and again on request', async () => {
    const { get } = await start();
    await Promise.all(Array.from({ length: 10 }, () => get(INSTANCES)));
    await get(INSTANCES);

    const callCount = () =>
      aws.calls().filter(call => call === 'DescribeInstances').length;
    expect(callCount()).toBe(2);

    const later = Date.now() + 11_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    try {
      await get(INSTANCES);
      expect(callCount()).toBe(0);
      await get(`${INSTANCES}?refresh=true`);
      expect(callCount()).toBe(2);
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('responds if AWS cannot be reached', async () => {
    await aws.leadNowhere();

    const { incomplete } = await instancesOf();

    expect(incomplete).toMatchObject([
      { fault: { kind: 'unreachable' } },
      { fault: { kind: 'unreachable' } },
    ]);
  }, 60_000);

  it.each([
    ['nobody', INSTANCES, mockCredentials.none.header(), 401],
    [
      'callers who may not read the entity',
      '/entities/component/default/hidden/instances',
      mockCredentials.user.header(),
      404,
    ],
    [
      'an invalid account',
      `${INSTANCES}?accountId=1`,
      mockCredentials.user.header(),
      400,
    ],
    [
      'an invalid region',
      `${INSTANCES}?region=us-east-1.evil.example`,
      mockCredentials.user.header(),
      400,
    ],
  ])('refuses %s, and does not call AWS', async (_, path, header, status) => {
    const { get } = await start();

    await get(path).set('authorization', header).expect(status);

    expect(aws.calls()).toEqual([]);
  });
});
