import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  Change,
  documents,
  isStep,
  resolveRoleSpec,
  RolePreview,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  provisionRole,
} from 'backstage-plugin-session-manager-node';
import { demoFleet } from 'local-aws';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

const { development } = demoFleet.accounts;
const NEW: RoleSpec = {
  accountId: development,
  roleName: 'search-session-role',
  entityRef: 'component:default/search',
  s3: { bucket: 'corp-session-logs', prefix: 'search' },
};
/** The healthy role of the fleet, as nobody asked for it. */
const PAYMENTS: RoleSpec = {
  accountId: development,
  roleName: 'payments-session-role',
  path: '/session-manager/',
};
/** The role that somebody made before there was a portal. */
const ORDERS: RoleSpec = {
  ...PAYMENTS,
  roleName: 'orders-session-role',
};
const TAKEN = {
  kind: 'refused',
  resource: 'role',
  name: 'payments-session-role',
  arn: `arn:aws:iam::${development}:role/session-manager/payments-session-role`,
  reason: `the name payments-session-role is taken in account ${development}: use another one`,
};
const WRITES = /^(?!Get|List|Describe|Assume)/;

describe('POST /preview', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>> | undefined;

  afterEach(() => plugin?.stop());

  async function start(options: Parameters<typeof startPlugin>[0] = {}) {
    plugin = await startPlugin({
      entities: ['search', 'payments', 'orders'].map(name => component(name)),
      ...options,
    });
    return plugin;
  }

  async function preview(body: object): Promise<RolePreview> {
    const { post } = plugin ?? (await start());
    return (await post('/preview', body).expect(200)).body;
  }

  const operations = ({ plan }: { plan: Change[] }) =>
    plan.map(change => change.operation ?? 'refused').sort();

  it('shows the spec, the documents and the plan of a role to be, and writes nothing', async () => {
    await start();
    const spec = resolveRoleSpec(NEW, {
      accountId: development,
      partition: 'aws',
    });

    const shown = await preview({ spec: NEW });

    expect(shown).toEqual({
      spec: asJson(spec),
      documents: asJson(documents(spec)),
      plan: expect.any(Array),
      kept: [],
      consoleUrl:
        'https://console.aws.amazon.com/iam/home#/roles/details/search-session-role',
    });
    expect(operations(shown)).toEqual([
      'AddRoleToInstanceProfile',
      'AttachRolePolicy',
      'CreateInstanceProfile',
      'CreatePolicy',
      'CreateRole',
    ]);
    expect(aws.calls().filter(call => WRITES.test(call))).toEqual([]);
  });

  it('shows the very plan of a dry run', async () => {
    await start();
    const account = await AwsAccounts.fromConfig(
      mockServices.rootConfig({ data: DEMO_CONFIG }),
    ).get(development);
    const { changes } = await provisionRole({
      account,
      spec: resolveRoleSpec(PAYMENTS, account.settings),
      dryRun: true,
      knownRoles: {
        has: async () => false,
        add: async () => {},
        forget: async () => {},
      },
    });

    const { plan } = await preview({ spec: PAYMENTS });

    expect(changes.filter(isStep)).not.toEqual([]);
    expect(plan).toEqual(asJson(changes));
  });

  it('plans by the options of the request', async () => {
    await start();

    const refused = await preview({ spec: ORDERS });
    const adopted = await preview({ spec: ORDERS, adopt: true });

    expect(operations(refused)).toContain('refused');
    expect(JSON.stringify(refused.plan)).toContain('adopt: true');
    expect(operations(adopted)).toContain('TagRole');
    expect(operations(adopted)).not.toContain('refused');
  });

  it('tells of a role no more than that its name is taken, where the caller may not read its entity', async () => {
    await start({ entities: [component('search')] });

    const shown = await preview({ spec: PAYMENTS, adopt: true });

    expect(shown.plan).toContainEqual(TAKEN);
    expect(shown.plan.every(({ kind }) => kind === 'refused')).toBe(true);
    expect(shown.kept).toEqual([]);
    // What the fleet's role has, and the request did not name.
    expect(JSON.stringify(shown)).not.toMatch(/Shell access|corp-session-logs/);
  });

  it('asks the catalog as the caller', async () => {
    const reader = mockCredentials.user('user:default/reader');
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async (_, options) =>
        JSON.stringify(options).includes(reader.principal.userEntityRef)
          ? component('payments')
          : undefined,
    });
    const { post } = await start({ catalog: catalog.factory });
    const as = async (user: string): Promise<RolePreview> => {
      const answer = await post('/preview', { spec: PAYMENTS })
        .set('authorization', mockCredentials.user.header(user))
        .expect(200);
      return answer.body;
    };

    expect((await as('user:default/stranger')).plan).toContainEqual(TAKEN);
    expect(operations(await as('user:default/reader'))).toContain('TagRole');
  });

  it('shows a role that is the entity’s by annotation', async () => {
    const annotations = {
      'aws.amazon.com/session-manager-role-arn': TAKEN.arn,
    };
    await start({ entities: [component('search', annotations)] });
    const entityRef = 'component:default/search';

    expect((await preview({ spec: PAYMENTS })).plan).toContainEqual(TAKEN);
    expect(
      operations(await preview({ spec: { ...PAYMENTS, entityRef } })),
    ).toContain('TagRole');
  });

  it.each([
    ['policyName', 'payments-session-role-SessionManagerPermissions', 'policy'],
    ['instanceProfileName', 'payments-session-role', 'instance-profile'],
  ])(
    'hides what another entity has by the %s',
    async (field, name, resource) => {
      await start({ entities: [component('search')] });

      const { plan } = await preview({
        spec: { ...NEW, path: '/session-manager/', [field]: name },
      });

      expect(plan).toEqual([
        expect.objectContaining({
          kind: 'refused',
          resource,
          reason: `the name ${name} is taken in account ${development}: use another one`,
        }),
      ]);
    },
  );

  it('asks IAM once for a form that asks at each key', async () => {
    await start();
    await preview({ spec: NEW });
    aws.calls();

    for (const prefix of ['s', 'se', 'sea']) {
      const spec = { ...NEW, s3: { bucket: 'corp-session-logs', prefix } };
      expect((await preview({ spec })).spec.s3?.prefix).toBe(prefix);
    }

    expect(aws.calls()).toEqual([]);
  });

  it.each([
    ['a wildcard', { ...NEW, s3: { bucket: '*' } }, 's3.bucket: must be'],
    ['an unknown field', { ...NEW, rolName: 'x' }, 'rolName: is not a field'],
    ['no name', { accountId: development }, "property 'roleName'"],
    ['a wrong type', { ...NEW, roleName: 1 }, 'must be string'],
  ])(
    'refuses a spec with %s, and says what is wrong',
    async (_, spec, words) => {
      const { post } = await start();

      const { body } = await post('/preview', { spec }).expect(400);

      expect(body.error.name).toBe('InputError');
      expect(body.error.message).toContain(words);
      expect(aws.calls().filter(call => !/Identity/.test(call))).toEqual([]);
    },
  );

  it('refuses an account that is not configured', async () => {
    const { post } = await start();

    const { body } = await post('/preview', {
      spec: { ...NEW, accountId: '999900001111' },
    }).expect(403);

    expect(body.error.message).toContain('999900001111 is not configured');
  });

  it('refuses those who do not say who they are', async () => {
    const { post } = await start();

    await post('/preview', { spec: NEW })
      .set('authorization', mockCredentials.none.header())
      .expect(401);

    expect(aws.calls()).toEqual([]);
  });

  it('says why AWS does not answer', async () => {
    const { post } = await start();
    aws.refuse('GetRole');

    const { body } = await post('/preview', { spec: NEW }).expect(403);

    expect(body.error).toMatchObject({
      code: 'AccessDenied',
      requestId: expect.any(String),
      message: expect.stringContaining('iam:GetRole'),
    });
  });

  it('records who asked for what, and how it went', async () => {
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    const { post } = await start({ auditor: auditor.factory });

    await post('/preview', { spec: NEW }).expect(200);
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'role-preview',
        severityLevel: 'low',
        meta: { accountId: development, roleName: NEW.roleName },
      }),
    );
    expect(event.success).toHaveBeenCalledWith({ meta: { changes: 5 } });

    await post('/preview', { spec: { roleName: '*' } }).expect(400);
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'InputError' }),
    });
  });
});

function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
