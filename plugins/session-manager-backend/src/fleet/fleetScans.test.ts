import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ROLE_ARN_ANNOTATION } from 'backstage-plugin-session-manager-common';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { Knex } from 'knex';
import {
  accessDenied,
  awsError,
  AwsCall,
  AwsProxy,
  generateAccount,
  GeneratedAws,
  REGION,
  startAwsProxy,
  startGeneratedAws,
} from 'local-aws';
import { useDatabases } from '../__testUtils__/databases';
import { createEntityOwnership } from '../people/EntityOwnership';
import { createRoleConfirmations } from '../permissions/RoleConfirmations';
import { readAccounts } from './database/operations/accounts';
import { listFleetRoles } from './database/operations/listFleetRoles';
import { createFleetScans } from './fleetScans';
import { createRoleServices } from './roleServices';

jest.setTimeout(180_000);

const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
const [FIRST, SECOND] = ACCOUNTS;
const ROLES = 200;
const OTHERS = 70;
const PAGE = 90;
const PAGES = (ROLES + OTHERS) / PAGE;

/** Not for nodes, but an annotation names it. */
const ANNOTATED = `arn:aws:iam::${FIRST}:role/role-000000`;

const service = (name: string, annotations = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/web' }],
});

const databases = useDatabases();
let aws: GeneratedAws;
let proxy: AwsProxy;
const environment = process.env;

beforeAll(async () => {
  aws = await startGeneratedAws({
    account: accountId =>
      generateAccount({
        accountId,
        nodeRoles: ROLES,
        otherRoles: OTHERS,
        policies: 20,
      }),
    pageSize: asked => Math.min(asked, PAGE),
  });
  proxy = await startAwsProxy(aws.endpoint);
  process.env = {
    ...environment,
    ...aws.env,
    AWS_ENDPOINT_URL: proxy.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
});

afterAll(async () => {
  process.env = environment;
  await proxy?.stop();
  await aws?.stop();
});

describe.each(databases.ids)('the scans of all accounts, in %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.migrated(id);
    proxy.answer();
    proxy.calls();
  });

  afterEach(() => knex.destroy());

  /** A replica of the portal, with its own clients. */
  function startReplica(annotations: 'claims' | 'trusted' = 'claims') {
    const logger = mockServices.logger.mock();
    const scanned: string[] = [];
    const accounts = AwsAccounts.fromConfig(
      new ConfigReader({
        aws: {
          mainAccount: { region: REGION },
          accounts: ACCOUNTS.slice(1).map(accountId => ({
            accountId,
            roleName: 'portal',
            region: REGION,
          })),
        },
        sessionManager: {
          region: REGION,
          accounts: ACCOUNTS.map(accountId => ({ accountId })),
        },
      }),
    );
    const auth = mockServices.auth();
    const catalog = catalogServiceMock({
      entities: [
        service('service-12'),
        service('batch', { [ROLE_ARN_ANNOTATION]: ANNOTATED }),
      ],
    });
    const scans = createFleetScans({
      accounts,
      knex,
      logger,
      metrics: { scanned: outcome => void scanned.push(outcome) },
      // No account’s next time comes during a test.
      refresh: { days: 30 },
      roleServices: createRoleServices({
        auth,
        catalog,
        annotations,
        confirmations: createRoleConfirmations({ knex }),
        ownership: createEntityOwnership({ auth, catalog }),
      }),
    });
    const signal = new AbortController().signal;
    return {
      run: (until = signal) => scans.run(until),
      /** How the scans ended, for metrics. */
      scanned,
      /** What the scans did, by account, since the last call. */
      outcomes: () =>
        Object.fromEntries(
          logger.info.mock.calls
            .splice(0)
            .map(([, meta]) => [
              (meta as { accountId: string }).accountId,
              meta,
            ]),
        ),
    };
  }

  const makeDue = (accountId?: string) =>
    knex('fleet_accounts')
      .where(accountId ? { account_id: accountId } : {})
      .update({ due_at: new Date(0) });

  /** The calls since the last time, apart from those for credentials. */
  const calls = () => {
    const counts: Record<string, number> = {};
    for (const { operation, service: name } of proxy.calls()) {
      if (name !== 'sts') {
        counts[operation] = (counts[operation] ?? 0) + 1;
      }
    }
    return counts;
  };

  /** The statements that change roles, problems or environments. */
  const writesDuring = async (work: () => Promise<unknown>) => {
    const writes: string[] = [];
    const listen = ({ sql }: { sql: string }) =>
      /^(?:insert into|update|delete from) [`"]fleet_(?:role|environment)/.test(
        sql,
      ) && writes.push(sql);
    knex.on('query', listen);
    await work();
    knex.removeListener('query', listen);
    return writes;
  };

  const countBy = async (accountId: string) =>
    Number(
      (
        await knex('fleet_roles')
          .where({ account_id: accountId })
          .count({ count: '*' })
      )[0].count,
    );

  it('read every account in a few calls, and compute and write nothing the second time', async () => {
    const { run, outcomes } = startReplica();
    await run();

    expect(await Promise.all(ACCOUNTS.map(countBy))).toEqual([201, 200, 200]);
    expect(outcomes()).toMatchObject({
      [FIRST]: { predicted: 201, written: 201 },
      [SECOND]: { predicted: 200, written: 200 },
    });
    const perAccount = (count: number) => count * ACCOUNTS.length;
    const eachScan = {
      GetAccountAuthorizationDetails: perAccount(PAGES + 1),
      DescribeInstanceInformation: perAccount(1),
      DescribeInstances: perAccount(1),
      DescribeOrganization: perAccount(1),
      GetDocument: perAccount(1),
      GetServiceSetting: perAccount(2),
    };
    expect(calls()).toEqual({
      ...eachScan,
      // Once for all accounts.
      GetPolicy: 2,
      GetPolicyVersion: 2,
    });

    await run();
    expect(calls()).toEqual({});

    await makeDue();
    expect(await writesDuring(() => run())).toEqual([]);
    expect(outcomes()).toMatchObject({
      [FIRST]: { predicted: 0, written: 0, removed: 0 },
      [SECOND]: { predicted: 0, written: 0, removed: 0 },
    });
    expect(calls()).toEqual(eachScan);
  });

  it.each([
    ['claims', undefined, undefined],
    ['trusted', 'component:default/batch', 'group:default/web'],
  ] as const)(
    'assign roles to services by their tags, and by annotations if they are %s',
    async (annotations, entityRef, owner) => {
      await startReplica(annotations).run();

      const { items } = await listFleetRoles(
        knex,
        { accountIds: [FIRST] },
        { sort: { field: 'roleName', order: 'asc' }, limit: 300 },
      );

      const byArn = new Map(items.map(role => [role.roleArn, role]));
      const annotated = byArn.get(ANNOTATED)!;
      expect([annotated.entityRef, annotated.owner]).toEqual([
        entityRef,
        owner,
      ]);
      const tagged = items.filter(role =>
        role.entityRef?.startsWith('component:default/service-'),
      );
      expect(tagged.length).toBeGreaterThan(20);
      // The catalog has only one of them.
      expect(tagged.flatMap(role => role.owner ?? [])).toEqual([
        'group:default/web',
      ]);
    },
  );

  it('keep the last state of an account that refuses, and why and since when', async () => {
    const { run, scanned } = startReplica();
    await run();
    const before = await readAccounts(knex);
    await makeDue();
    scanned.splice(0);
    const refuse = (call: AwsCall) =>
      call.operation === 'GetAccountAuthorizationDetails' &&
      call.accessKeyId.includes(SECOND);
    proxy.answer(async call => (refuse(call) ? accessDenied(call) : undefined));
    const started = Date.now();
    await run();

    const [first, second, third] = await readAccounts(knex);
    expect(second).toEqual({
      ...before[1],
      fault: {
        fault: expect.objectContaining({
          kind: 'refused',
          hint: expect.stringContaining('iam:GetAccountAuthorizationDetails'),
        }),
        since: expect.any(String),
      },
    });
    expect(Date.parse(second.fault!.since)).toBeGreaterThanOrEqual(started - 1);
    expect(await countBy(SECOND)).toBe(200);
    expect(scanned.sort()).toEqual(['completed', 'completed', 'failed']);
    for (const [index, fresh] of [
      [0, first],
      [2, third],
    ] as const) {
      expect(fresh).not.toHaveProperty('fault');
      expect(Date.parse(fresh.scannedAt!)).toBeGreaterThan(
        Date.parse(before[index].scannedAt!),
      );
    }
  });

  if (id === 'SQLITE_3') {
    // The SDK's own retries take half a minute.
    it('ask an account that throttles again later, and continue from its page', async () => {
      const { run, outcomes } = startReplica();
      let left = 3;
      proxy.answer(async call =>
        call.operation === 'GetAccountAuthorizationDetails' &&
        call.accessKeyId.includes(SECOND) &&
        left-- <= 0
          ? awsError(call, { status: 400, code: 'Throttling' })
          : undefined,
      );
      await run();
      const [, throttled] = await readAccounts(knex);
      expect(throttled.fault?.fault.code).toBe('Throttling');
      expect(Object.keys(outcomes())).not.toContain(SECOND);

      proxy.answer();
      proxy.calls();
      // Not before its time.
      await run();
      expect(calls()).toEqual({});
      await makeDue(SECOND);
      await run();

      expect(outcomes()).toMatchObject({ [SECOND]: { removed: 0 } });
      // The customer managed policies, and the page that was missing.
      expect(calls()).toMatchObject({ GetAccountAuthorizationDetails: 2 });
      expect(await countBy(SECOND)).toBe(200);
      expect((await readAccounts(knex))[1]).not.toHaveProperty('fault');
    });
  }

  it('begin an account again whose marker has expired', async () => {
    const { run, outcomes } = startReplica();
    await run();
    outcomes();
    await makeDue(FIRST);
    await knex('fleet_accounts')
      .where({ account_id: FIRST })
      .update({ scan_started_at: new Date(), marker: 'of yesterday' });
    await run();

    expect(outcomes()).toMatchObject({
      [FIRST]: { predicted: 0, written: 0, removed: 0, doubtful: 0 },
    });
    expect(await countBy(FIRST)).toBe(201);
  });

  it('continue from the page at which they were stopped or killed', async () => {
    const stopped = new AbortController();
    const killed = new AbortController();
    const [first, second, third] = [1, 2, 3].map(() => startReplica());
    /** Once a page of the first account is asked for: stops, hangs, or goes on. */
    let onPage: (number: number) => 'hang' | undefined = () => undefined;
    let pages = 0;
    proxy.answer(async call => {
      if (
        call.operation === 'GetAccountAuthorizationDetails' &&
        call.accessKeyId.includes(FIRST)
      ) {
        pages += 1;
        if (onPage(pages) === 'hang') {
          return new Promise<never>(() => {});
        }
      }
      return undefined;
    });
    // The first page is that of the policies.
    onPage = number => {
      if (number === 3) {
        stopped.abort();
      }
      return undefined;
    };
    await first.run(stopped.signal);
    const row = () =>
      knex('fleet_accounts').where({ account_id: FIRST }).first();
    const afterStop = await row();
    expect(afterStop.marker).not.toBeNull();

    const hanging = Promise.withResolvers<void>();
    pages = 0;
    onPage = number => {
      if (number === 3) {
        hanging.resolve();
        return 'hang';
      }
      return undefined;
    };
    const dying = second.run(killed.signal);
    await hanging.promise;
    const afterKill = await row();
    expect(afterKill.marker).not.toBe(afterStop.marker);
    expect(Number(afterKill.generation)).toBe(Number(afterStop.generation));

    // Its claim expires.
    await knex('fleet_accounts').update({ claimed_until: new Date(0) });
    pages = 0;
    onPage = () => undefined;
    await third.run();

    // The policies and the last page.
    expect(pages).toBe(2);
    expect(third.outcomes()).toMatchObject({ [FIRST]: { removed: 0 } });
    expect(await Promise.all(ACCOUNTS.map(countBy))).toEqual([201, 200, 200]);
    killed.abort();
    await dying;
    expect([...first.scanned, ...second.scanned]).toContain('interrupted');
    expect((await row()).claimed_by).toBe('');
  });

  it('share the accounts among replicas', async () => {
    const replicas = [1, 2].map(() => startReplica());
    await replicas[0].run(AbortSignal.abort());
    await Promise.all(replicas.map(({ run }) => run()));

    const scanned = replicas.flatMap(({ outcomes }) => Object.keys(outcomes()));
    expect(scanned.sort()).toEqual(ACCOUNTS);
    expect(calls()).toMatchObject({
      GetAccountAuthorizationDetails: ACCOUNTS.length * (PAGES + 1),
    });
  });
});
