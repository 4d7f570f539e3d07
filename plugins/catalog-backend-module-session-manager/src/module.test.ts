import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { JsonObject } from '@backstage/types';
import {
  annotatedRoles,
  FleetAccount,
  FleetRole,
} from 'backstage-plugin-session-manager-common';
import request from 'supertest';
import module from './index';

jest.setTimeout(60_000);

const DEVELOPMENT = '111122223333';
const PRODUCTION = '444455556666';
const TASK = 'session-manager-roles';

function fleetRole(roleName: string, more: Partial<FleetRole> = {}): FleetRole {
  const accountId = more.accountId ?? DEVELOPMENT;
  const text = 'Sessions start and are logged to S3.';
  return {
    roleArn: `arn:aws:iam::${accountId}:role/session-manager/${roleName}`,
    roleName,
    accountId,
    accountName: 'development',
    regions: ['us-east-1'],
    entityRef: 'component:default/payments',
    owner: 'group:default/payments',
    managed: true,
    nodeKind: 'ec2',
    state: 'ready',
    sentence: text,
    headline: { state: 'ready', sentences: [], text },
    problems: [],
    drift: 'in-sync',
    observedAt: '2026-11-30T12:00:00.000Z',
    ...more,
  };
}

function account(accountId: string, scannedAt?: string): FleetAccount {
  return { accountId, total: 1, states: {}, ...(scannedAt && { scannedAt }) };
}

const SCANNED = [
  account(DEVELOPMENT, '2026-11-30T12:00:00.000Z'),
  account(PRODUCTION, '2026-11-30T12:00:00.000Z'),
];

/** The list of the session-manager backend, with one role per page. */
const fleet = {
  accounts: SCANNED,
  roles: [] as FleetRole[],
  /** The page that cannot be read, counted from 0. */
  failingPage: -1,
  callers: new Set<string>(),
};

const sessionManager = createBackendPlugin({
  pluginId: 'session-manager',
  register({ registerInit }) {
    registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ httpAuth, httpRouter }) {
        httpRouter.use(async (req, res) => {
          const { principal } = await httpAuth.credentials(req, {
            allow: ['service'],
          });
          fleet.callers.add(principal.subject);
          if (req.path === '/roles/summary') {
            const { accounts } = fleet;
            res.json({ total: fleet.roles.length, accounts, owners: [] });
            return;
          }
          const place = Number(req.query.cursor ?? 0);
          if (place === fleet.failingPage) {
            res.status(503).json({ error: { name: 'E', message: 'not now' } });
            return;
          }
          const isLast = place + 1 >= fleet.roles.length;
          res.json({
            items: fleet.roles.slice(place, place + 1),
            totalItems: fleet.roles.length,
            pageInfo: isLast ? {} : { nextCursor: String(place + 1) },
          });
        });
      },
    });
  },
});

describe('the roles in the catalog', () => {
  const logger = mockServices.logger.mock();
  let backend: Awaited<ReturnType<typeof startTestBackend>> | undefined;
  let scheduler: ReturnType<typeof mockServices.scheduler>;

  beforeEach(() => {
    Object.assign(fleet, { accounts: SCANNED, roles: [], failingPage: -1 });
  });

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
    jest.clearAllMocks();
  });

  async function start(sessionManagerConfig?: JsonObject) {
    logger.child.mockReturnValue(logger);
    scheduler = mockServices.scheduler();
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        module,
        sessionManager,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        logger.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example' },
            catalog: {
              ...(sessionManagerConfig && {
                providers: { sessionManager: sessionManagerConfig },
              }),
            },
          },
        }),
      ],
    });
  }

  const refresh = () => scheduler.triggerTask(TASK);

  async function catalogRoles(): Promise<Entity[]> {
    const { body } = await request(backend!.server)
      .get('/api/catalog/entities')
      .query({ filter: 'kind=resource', order: 'asc:metadata.name' })
      .expect(200);
    return body;
  }

  /** Entities appear in the catalog when they have been processed. */
  async function until(isTrue: (roles: Entity[]) => boolean) {
    let roles = await catalogRoles();
    while (!isTrue(roles)) {
      await new Promise(wake => setTimeout(wake, 50));
      roles = await catalogRoles();
    }
    return roles;
  }

  const named =
    (...titles: string[]) =>
    (roles: Entity[]) =>
      roles.map(({ metadata }) => metadata.title).join() === titles.join();

  it('are entities of their service and its owner, with their state', async () => {
    fleet.roles = [fleetRole('payments-session-role')];
    await start({});
    await refresh();

    const [role] = await until(named('payments-session-role'));

    expect(role).toMatchObject({
      kind: 'Resource',
      metadata: {
        name: 'payments-session-role-111122223333',
        title: 'payments-session-role',
        description:
          'Session Manager role in development (111122223333). Sessions start and are logged to S3.',
        labels: { 'aws.amazon.com/session-manager-state': 'ready' },
        annotations: {
          'amazonaws.com/arn':
            'arn:aws:iam::111122223333:role/session-manager/payments-session-role',
          'amazonaws.com/account-id': DEVELOPMENT,
        },
        links: [
          {
            title: 'Session Manager',
            url: 'https://portal.example/session-manager/roles?account=111122223333&q=payments-session-role',
          },
          { title: 'AWS console' },
        ],
      },
      spec: {
        type: 'session-manager-role',
        owner: 'group:default/payments',
        dependencyOf: ['component:default/payments'],
      },
    });
    expect(
      role.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`),
    ).toEqual([
      'dependencyOf component:default/payments',
      'ownedBy group:default/payments',
    ]);
    // Otherwise the entity would become the service of the role.
    expect(annotatedRoles(role.metadata.annotations)).toEqual({
      arns: [],
      invalid: [],
    });
    expect([...fleet.callers]).toEqual(['plugin:catalog']);
  });

  it('are added, updated and removed as the list changes, and nothing else', async () => {
    fleet.roles = ['orders', 'payments', 'search'].map(name => fleetRole(name));
    await start({});
    await refresh();
    const before = await until(named('orders', 'payments', 'search'));

    fleet.roles = [
      fleetRole('orders'),
      fleetRole('payments', { state: 'sessions-fail' }),
      fleetRole('web'),
    ];
    await refresh();
    const after = await until(
      roles =>
        named('orders', 'payments', 'web')(roles) &&
        roles[1].metadata.labels?.['aws.amazon.com/session-manager-state'] ===
          'sessions-fail',
    );

    const { body: failing } = await request(backend!.server)
      .post('/api/catalog/entities/by-query')
      .send({
        query: {
          'metadata.labels.aws.amazon.com/session-manager-state': {
            $in: ['sessions-fail', 'logs-lost'],
          },
        },
      })
      .expect(200);
    expect(failing.items).toMatchObject([{ metadata: { title: 'payments' } }]);
    expect(after[0].metadata.etag).toBe(before[0].metadata.etag);
    expect(logger.info).toHaveBeenLastCalledWith(expect.any(String), {
      changed: 2,
      removed: 1,
    });
    await refresh();
    expect(logger.info).toHaveBeenLastCalledWith(expect.any(String), {
      changed: 0,
      removed: 0,
    });
  });

  it('stay as they are if a page of the list cannot be read', async () => {
    fleet.roles = ['orders', 'payments'].map(name => fleetRole(name));
    await start({});
    await refresh();
    const before = await until(named('orders', 'payments'));

    fleet.roles = ['web', 'worker'].map(name => fleetRole(name));
    fleet.failingPage = 1;
    await refresh();

    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/were not updated: .*503/),
    );
    expect(await catalogRoles()).toEqual(before);
  });

  it.each([
    [
      'stay if their account was not scanned so far',
      [SCANNED[0], account(PRODUCTION)],
      ['orders'],
    ],
    ['stay if no account is known so far', [], ['orders', 'payments']],
    ['go if the account is no longer configured', [SCANNED[0]], []],
  ])('that are not listed %s', async (_, accounts, remaining) => {
    fleet.roles = [
      fleetRole('orders', { accountId: PRODUCTION }),
      fleetRole('payments'),
      fleetRole('web'),
    ];
    await start({});
    await refresh();
    await until(named('orders', 'payments', 'web'));

    fleet.roles = [fleetRole('web')];
    fleet.accounts = accounts;
    await refresh();

    expect(await until(named(...remaining, 'web'))).toHaveLength(
      remaining.length + 1,
    );
  });

  describe('without an owner', () => {
    const ROLES = [
      fleetRole('legacy', { entityRef: undefined, owner: undefined }),
      fleetRole('of-an-invalid-tag', { entityRef: 'a b', owner: undefined }),
      fleetRole('payments'),
    ];

    it('are left out', async () => {
      fleet.roles = ROLES;
      await start({});
      await refresh();

      expect(await until(roles => roles.length > 0)).toMatchObject([
        { metadata: { title: 'payments' } },
      ]);
    });

    it('belong to the configured owner', async () => {
      fleet.roles = ROLES;
      await start({ defaultOwner: 'platform' });
      await refresh();

      const roles = await until(
        named('legacy', 'of-an-invalid-tag', 'payments'),
      );
      expect(roles.map(({ spec }) => spec)).toMatchObject([
        { owner: 'group:default/platform' },
        { owner: 'group:default/platform' },
        { owner: 'group:default/payments' },
      ]);
      expect(roles[1].spec).not.toHaveProperty('dependencyOf');
    });
  });

  it('of the same name in other accounts or another case are others', async () => {
    fleet.roles = [
      fleetRole('Web'),
      fleetRole('web'),
      fleetRole('web', { accountId: PRODUCTION }),
    ];
    await start({});
    await refresh();

    const roles = await until(({ length }) => length === 3);
    expect(new Set(roles.map(role => stringifyEntityRef(role))).size).toBe(3);
  });

  it('are not provided without configuration, which the log says', async () => {
    await start();

    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('catalog.providers.sessionManager'),
    );

    await expect(refresh()).rejects.toThrow(TASK);
  });
});
