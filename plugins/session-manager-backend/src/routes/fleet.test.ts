import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  FleetRole,
  FleetRoleList,
  FleetSummary,
} from 'backstage-plugin-session-manager-common';
import { JsonObject } from '@backstage/types';
import knexFactory, { Knex } from 'knex';
import { demoFleet } from 'local-aws';
import { component, startPlugin } from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(120_000);

/** The input of the actions for a query of the routes. */
function filterOfActions(query: string): JsonObject {
  const params = new URLSearchParams(query);
  const lists = { accountId: 'accountIds', state: 'states', owner: 'owners' };
  return Object.fromEntries(
    [...params.keys()].map(name => {
      const value = params.get(name)!;
      if (name in lists) {
        return [lists[name as keyof typeof lists], params.getAll(name)];
      }
      return [name, /^(?:true|false)$/.test(value) ? value === 'true' : value];
    }),
  );
}

const { development, production } = demoFleet.accounts;
const SERVICES = ['payments', 'orders', 'inventory'];

describe('the roles of all accounts', () => {
  const aws = useDemoAws();
  const registry = actionsRegistryServiceMock();
  const scheduler = mockServices.scheduler();
  const auditor = mockServices.auditor.mock();
  let knex: Knex;
  let plugin: Awaited<ReturnType<typeof startPlugin>> | undefined;

  beforeAll(() => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
  });

  // The demo fleet is there only while a test runs.
  beforeEach(async () => {
    plugin ??= await start();
  });

  async function start() {
    const started = await startPlugin({
      entities: SERVICES.map(name => ({
        ...component(name),
        relations: [{ type: 'ownedBy', targetRef: `group:default/${name}` }],
      })),
      auditor: auditor.factory,
      services: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => ({ getClient: async () => knex }),
        }),
      ],
    });
    await scheduler.triggerTask('session-manager-fleet');
    return started;
  }

  afterAll(async () => {
    await plugin?.stop();
    await knex.destroy();
  });

  const get = (path: string) => plugin!.get(path);

  const list = async (query = ''): Promise<FleetRoleList> =>
    (await get(`/roles${query}`).expect(200)).body;
  const csv = (query = '') =>
    get(`/roles${query}`).set('accept', 'text/csv').expect(200);
  const invoke = async (name: string, input: JsonObject) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input,
      credentials: mockCredentials.user('user:default/ada', {
        actor: { subject: 'plugin:mcp-actions' },
      }),
    });
    return output;
  };
  const names = ({ items }: FleetRoleList) =>
    items.map(({ entityRef = '' }) => entityRef.split('/')[1]);

  it('are listed with their readiness, service, owner, nodes and drift', async () => {
    const { items, totalItems, pageInfo } = await list('?sort=roleName:desc');

    expect({ totalItems, pageInfo }).toEqual({ totalItems: 3, pageInfo: {} });
    expect(items).toMatchObject<Partial<FleetRole>[]>([
      {
        roleName: 'payments-session-role',
        accountId: development,
        accountName: 'development',
        entityRef: 'component:default/payments',
        owner: 'group:default/payments',
        managed: true,
        nodeKind: 'ec2',
        state: 'ready',
        sentence: 'Sessions start and are logged to S3 and CloudWatch Logs.',
        problems: [],
        // A page of roles does not have everything that its spec describes.
        drift: 'not-read',
        nodes: { online: 3, total: 3 },
        regions: ['us-east-1'],
      },
      {
        roleName: 'orders-session-role',
        state: 'logs-lost',
        problems: ['s3-key-generate-denied'],
        drift: 'unmanaged',
      },
      { roleName: 'inventory-session-role', state: 'ready', drift: 'drifted' },
    ]);
  });

  it('are counted as they are listed, with the age of each account', async () => {
    const summary: FleetSummary = (await get('/roles/summary')).body;

    expect(summary).toMatchObject({
      total: 3,
      states: { ready: 2, 'logs-lost': 1 },
      drifted: 1,
      unmanaged: 1,
      withoutNodes: 0,
      problems: [{ code: 's3-key-generate-denied', count: 1 }],
      accounts: [
        { accountId: development, name: 'development', total: 3 },
        { accountId: production, name: 'production', total: 0, states: {} },
      ],
      owners: SERVICES.toSorted().map(name => ({
        owner: `group:default/${name}`,
        total: 1,
      })),
    });
    expect(summary.accounts.map(({ scannedAt }) => typeof scannedAt)).toEqual([
      'string',
      'string',
    ]);
  });

  it.each([
    ['accountId=111122223333', 3],
    ['accountId=444455556666', 0],
    ['accountId=111122223333&accountId=444455556666', 3],
    ['state=ready&state=unknown', 2],
    ['problem=s3-key-generate-denied', 1],
    ['drift=drifted', 1],
    ['owner=group:default/orders', 1],
    ['owner=group:default/orders&owner=group:default/payments', 2],
    ['entityRef=component:default/orders', 1],
    ['managed=false', 1],
    ['hasNodes=true', 3],
    ['hasNodes=false', 0],
    ['region=eu-west-1', 0],
    ['q=PAYM', 1],
    ['q=group:default', 3],
  ])(
    'that match %s are the same in list, summary, CSV and the actions',
    async (query, count) => {
      const { items, totalItems } = await list(`?${query}`);
      const { body: summary } = await get(`/roles/summary?${query}`);
      const { text } = await csv(`?${query}`);

      expect([items.length, totalItems, summary.total]).toEqual([
        count,
        count,
        count,
      ]);
      expect(text.trim().split('\r\n')).toHaveLength(count + 1);
      const filter = filterOfActions(query);
      expect(await invoke('role:list', filter)).toEqual({
        items,
        totalItems,
        pageInfo: {},
      });
      expect(await invoke('role:summarize', filter)).toEqual(summary);
    },
  );

  it('are listed by an action page by page, the worst first', async () => {
    const first = await invoke('role:list', { limit: 1 });
    expect(first).toMatchObject({
      items: [{ roleName: 'orders-session-role', state: 'logs-lost' }],
      totalItems: 3,
    });
    const { nextCursor } = (first as unknown as FleetRoleList).pageInfo;
    const second = await invoke('role:list', {
      limit: 1,
      cursor: nextCursor!,
    });
    expect(second).toMatchObject({ items: [{ state: 'ready' }] });
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'fleet-fetch',
        meta: expect.objectContaining({ queryType: 'list', by: 'action' }),
      }),
    );
  });

  it.each<JsonObject>([
    { accountIds: ['prod'] },
    { states: ['great'] },
    { sort: 'color:asc' },
    { limit: 1000 },
  ])('are not listed by an action for %j', async input => {
    await expect(invoke('role:list', input)).rejects.toThrow();
  });

  it.each(['owner', 'accountId', 'state'])(
    'are listed page by page in the order of %s',
    async field => {
      const all = names(await list(`?sort=${field}:asc`));

      const paged: string[] = [];
      let cursor = '';
      do {
        const page = await list(
          `?sort=${field}:asc&limit=1${cursor && `&cursor=${cursor}`}`,
        );
        expect(page.totalItems).toBe(3);
        paged.push(...names(page));
        cursor = page.pageInfo.nextCursor ?? '';
      } while (cursor);

      expect(paged).toEqual(all);
    },
  );

  it('are exported as CSV, without formulas', async () => {
    await knex('fleet_roles')
      .where({ role_name: 'orders-session-role' })
      .update({ role_name: '=HYPERLINK("https://example.com","click")' });

    const { text, headers } = await csv('?sort=roleName:desc');

    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('session-manager-roles');
    const [head, payments, orders] = text.split('\r\n');
    expect(head).toMatch(/^Role,Role ARN,Service,Owner,Account,/);
    expect(payments).toMatch(
      /^payments-session-role,arn:aws:iam::111122223333:role\/session-manager\/payments-session-role,component:default\/payments,group:default\/payments,111122223333,development,us-east-1,ready,/,
    );
    expect(orders).toMatch(/^"'=HYPERLINK\(/);
    await knex('fleet_roles')
      .where('role_name', 'like', '=%')
      .update({ role_name: 'orders-session-role' });
  });

  it('are read from the store, and who read what is audited', async () => {
    aws.calls();
    await list('?q=pay');
    await csv();
    await get('/roles/summary');

    expect(aws.calls()).toEqual([]);
    expect(
      auditor.createEvent.mock.calls.slice(-3).map(([event]) => event),
    ).toMatchObject([
      { eventId: 'fleet-fetch', meta: { queryType: 'list', q: 'pay' } },
      { eventId: 'fleet-fetch', meta: { queryType: 'export' } },
      { eventId: 'fleet-fetch', meta: { queryType: 'summary' } },
    ]);
  });

  it('are not written again by a scan that finds nothing new', async () => {
    const writes: string[] = [];
    knex.on('query', ({ sql }) =>
      /^(?:insert into|update|delete from) `fleet_(?:role|environment)/.test(
        sql,
      )
        ? writes.push(sql)
        : undefined,
    );
    await knex('fleet_accounts').update({ due_at: new Date(0) });
    const before = await knex('fleet_accounts').select('scanned_at');
    await scheduler.triggerTask('session-manager-fleet');

    expect(writes).toEqual([]);
    expect(await knex('fleet_accounts').select('scanned_at')).not.toEqual(
      before,
    );
  });
});
