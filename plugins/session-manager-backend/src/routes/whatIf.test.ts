import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { WhatIfResponse } from 'backstage-plugin-session-manager-common';
import knexFactory, { Knex } from 'knex';
import { demoFleet } from 'local-aws';
import { component, startPlugin } from '../__testUtils__/startPlugin';
import { useDemoAws } from '../__testUtils__/useDemoAws';

jest.setTimeout(180_000);

const { development, production } = demoFleet.accounts;
const HERE = { accountId: development, region: 'us-east-1' };

/** A log group that is not encrypted, which the preferences require. */
const PLAIN_LOGS = {
  ...HERE,
  change: {
    preferences: { cloudWatchLogGroupName: demoFleet.logGroups.plain },
  },
};
/** A change that only the store is needed for. */
const DENIED = {
  ...HERE,
  change: {
    bucket: {
      policy: {
        Statement: [
          { Effect: 'Deny', Principal: '*', Action: 's3:Put*', Resource: '*' },
        ],
      },
    },
  },
};

describe('what a change would do', () => {
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

  beforeEach(async () => {
    plugin ??= await start();
  });

  async function start() {
    const started = await startPlugin({
      entities: ['payments', 'orders', 'inventory'].map(name => ({
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

  const preview = async (body: object): Promise<WhatIfResponse> =>
    (await plugin!.post('/what-if', body).expect(200)).body;
  const lines = async (body: object) => {
    const { text, headers } = await plugin!
      .post('/what-if', body)
      .set('accept', 'application/x-ndjson')
      .buffer(true)
      .expect(200);
    expect(headers['content-type']).toMatch(/^application\/x-ndjson/);
    // Compression would delay the lines.
    expect(headers['cache-control']).toContain('no-transform');
    return text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
  };

  it('is told for each role, with the message of the agent', async () => {
    const found = await preview(PLAIN_LOGS);

    expect(found).toMatchObject({
      total: 3,
      unsafe: 3,
      before: { ready: 2, 'logs-lost': 1 },
      after: { 'sessions-fail': 3 },
      verdicts: { breaks: 3 },
      basis: {
        oldestRole: expect.stringMatching(/^20.*Z$/),
        environments: [{ ...HERE, observedAt: expect.stringMatching(/^20/) }],
      },
      pageInfo: {},
    });
    expect(found.items.find(role => /payments/.test(role.roleName))).toEqual({
      roleArn:
        'arn:aws:iam::111122223333:role/session-manager/payments-session-role',
      roleName: 'payments-session-role',
      accountId: development,
      accountName: 'development',
      entityRef: 'component:default/payments',
      owner: 'group:default/payments',
      verdict: 'breaks',
      sentence: 'The change breaks sessions or their logs.',
      before: 'ready',
      after: 'sessions-fail',
      appeared: [
        {
          code: 'cw-group-not-encrypted',
          stage: 'start',
          severity: 'error',
          region: 'us-east-1',
          resource: demoFleet.logGroups.plain,
          agentMessage: expect.stringMatching(/not encrypted|encrypt/),
        },
      ],
      gone: [],
    });
  });

  it('needs AWS only for what the change names', async () => {
    aws.calls();
    const { after } = await preview(DENIED);
    expect(after).toEqual({ 'logs-lost': 3 });
    expect(aws.calls()).toEqual([]);

    await preview({
      ...HERE,
      change: { preferences: { s3BucketName: 'no-such-bucket-here' } },
    });
    expect(aws.calls()).toContain('HeadBucket');
  });

  it('is nothing for a change that changes nothing', async () => {
    const same = {
      ...HERE,
      change: {
        preferences: { cloudWatchLogGroupName: demoFleet.logGroups.encrypted },
        bucket: { encryption: 'aws:kms' },
        logGroup: { exists: true },
      },
    };
    for (const body of [same, { ...HERE, change: {} }]) {
      expect(await preview(body)).toMatchObject({
        total: 3,
        unsafe: 0,
        verdicts: { unchanged: 3 },
        items: [],
      });
    }
  });

  it('is about the account and region', async () => {
    expect(
      await preview({
        ...HERE,
        accountId: production,
        change: { logGroup: { exists: false } },
      }),
    ).toMatchObject({
      total: 0,
      items: [],
      basis: { environments: [] },
    });
    expect(await preview({ ...PLAIN_LOGS, region: 'eu-west-1' })).toMatchObject(
      {
        total: 0,
      },
    );
  });

  it('includes roles of other accounts that use the bucket', async () => {
    const { total } = await preview({
      ...DENIED,
      accountId: production,
      change: { bucket: { ...DENIED.change.bucket, name: demoFleet.bucket } },
    });
    expect(total).toBe(3);
  });

  it('comes in pages, the worst first', async () => {
    const all = (await preview(DENIED)).items;
    const paged: WhatIfResponse['items'][number][] = [];
    let cursor: string | undefined;
    do {
      const page: WhatIfResponse = await preview({
        ...DENIED,
        limit: 1,
        ...(cursor && { cursor }),
      });
      expect(page).toMatchObject({ total: 3 });
      expect(page.items.length).toBeLessThanOrEqual(1);
      paged.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all);
    const order = ['breaks', 'maybe-breaks', 'unknown', 'unchanged'];
    const ranks = all.map(({ verdict }) => order.indexOf(verdict));
    expect(ranks).toEqual([...ranks].sort());
    expect(all.length).toBeGreaterThan(1);
  });

  it('is streamed with its progress', async () => {
    const read = await lines(DENIED);
    const { items, pageInfo, ...result } = await preview(DENIED);

    expect(read[0]).toEqual({ progress: { done: 0, total: 3 } });
    expect(read).toContainEqual({ progress: { done: 3, total: 3 } });
    expect(read.at(-1)).toEqual({ result });
    const streamed = read.flatMap(line => line.items ?? []);
    expect(streamed).toHaveLength(items.length);
    expect(streamed).toEqual(expect.arrayContaining([...items]));
  });

  it('is told by the action as by the route', async () => {
    const { output } = await registry.invoke({
      id: 'test:what-if',
      input: PLAIN_LOGS,
      credentials: mockCredentials.user('user:default/ada', {
        actor: { subject: 'plugin:mcp-actions' },
      }),
    });
    expect(output).toEqual(await preview(PLAIN_LOGS));
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'what-if',
        meta: { ...HERE, parts: ['preferences'], by: 'action' },
      }),
    );
  });

  it.each<[object, RegExp]>([
    [{ keys: { 'alias/one': { policy: { Statement: [] } } } }, /change.keys/],
    [{ aliases: { one: 'alias/one' } }, /change.aliases/],
    [{ aliases: { 'alias/one': 'alias/two' } }, /is not the ARN of a key/],
    [{ detach: ['AmazonSSMManagedInstanceCore'] }, /change.detach/],
    [{ bucket: { encryption: 'rot13' } }, /encryption/],
    [{ bucket: { size: 1 } }, /size|additional/],
    [{ others: 1 }, /others|additional/],
  ])('is not told for %j', async (change, message) => {
    const { body } = await plugin!
      .post('/what-if', { ...HERE, change })
      .expect(400);
    expect(body.error.message).toMatch(message);
  });

  it('is not told for a cursor of another list', async () => {
    const { body } = await plugin!
      .post('/what-if', { ...DENIED, cursor: 'x' })
      .expect(400);
    expect(body.error.message).toMatch(/^cursor: /);
  });
});
