import { mockServices } from '@backstage/backend-test-utils';
import {
  AwsFault,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../__testUtils__/databases';
import { startMetrics } from '../__testUtils__/promMetrics';
import { transact } from '../database/transact';
import { ACCOUNT, predictedRole } from './__testUtils__/predictedRole';
import { syncAccounts } from './database/operations/accounts';
import { failScan, finishScan } from './database/operations/endScan';
import { recordPage } from './database/operations/recordPage';
import { claimScan } from './database/operations/scanClaims';
import { writeRoles } from './database/operations/writeRoles';
import { createFleetMetrics } from './FleetMetrics';

jest.setTimeout(120_000);

const OTHER = '444455556666';
const NEW = '777788889999';
const FAULT: AwsFault = {
  kind: 'refused',
  code: 'AccessDenied',
  message: 'The portal may not list roles.',
  hint: 'Allow iam:GetAccountAuthorizationDetails.',
};

const databases = useDatabases();

describe.each(databases.ids)('metrics of roles, in %s', id => {
  let knex: Knex;
  let metrics: ReturnType<typeof startMetrics>;

  beforeEach(async () => {
    knex = await databases.migrated(id);
    metrics = startMetrics();
    await transact(knex, tx =>
      syncAccounts(
        tx,
        [ACCOUNT, OTHER, NEW].map(accountId => ({ accountId })),
        new Date(0),
      ),
    );
  });

  afterEach(async () => {
    await metrics.stop();
    await knex.destroy();
  });

  const start = () =>
    createFleetMetrics({
      knex,
      logger: mockServices.logger.mock(),
      metrics: metrics.provider.getMeter('test'),
    });

  /** The values of a metric that are not zero, by their labels. */
  const values = async (name: string) =>
    Object.fromEntries(
      (await metrics.read())
        .filter(sample => sample.name === name && sample.value !== 0)
        .map(({ labels, value }) => [Object.values(labels).join(' '), value]),
    );

  const roles = (states: readonly ReadinessState[]) =>
    states.map((state, n) =>
      predictedRole({
        roleName: `role-${n}`,
        state,
        snapshotHash: state,
      }),
    );

  const claim = async (tx: Knex.Transaction, accountId: string, now: Date) =>
    (await claimScan(tx, accountId, { now, until: now }))!;

  /** A whole scan of the first account. */
  const scan = (now: Date, states: readonly ReadinessState[]) =>
    transact(knex, async tx => {
      const claimed = await claim(tx, ACCOUNT, now);
      await recordPage(
        tx,
        claimed,
        { changed: roles(states), unchanged: [], otherRoles: 0, readAt: now },
        { now, until: now },
      );
      await finishScan(tx, claimed, { now, dueAt: now, maxRemovedShare: 1 });
    });

  it('count roles by state at the end of each scan, and not when they are read', async () => {
    start();
    await scan(new Date(1), ['ready', 'ready', 'logs-lost']);
    const counted = {
      [`${ACCOUNT} ready`]: 2,
      [`${ACCOUNT} logs-lost`]: 1,
    };
    expect(await values('session_manager_fleet_roles')).toEqual(counted);

    await transact(knex, tx =>
      writeRoles(tx, roles(['unknown']), {
        observedAt: new Date(2),
        now: new Date(2),
      }),
    );
    expect(await values('session_manager_fleet_roles')).toEqual(counted);
    await scan(new Date(3), ['unknown', 'ready']);
    expect(await values('session_manager_fleet_roles')).toEqual({
      [`${ACCOUNT} ready`]: 1,
      [`${ACCOUNT} unknown`]: 1,
    });
  });

  it('are those of all accounts: how old, read, failed or not read so far', async () => {
    start();
    expect(await values('session_manager_fleet_age')).toEqual({});
    await scan(new Date(Date.now() - 60_000), ['ready']);
    await transact(knex, async tx =>
      failScan(tx, await claim(tx, OTHER, new Date(1)), {
        fault: FAULT,
        now: new Date(1),
        dueAt: new Date(1),
      }),
    );

    expect(await values('session_manager_fleet_accounts')).toEqual({
      read: 1,
      failed: 1,
      pending: 1,
    });
    const { '': age } = await values('session_manager_fleet_age');
    expect(age).toBeGreaterThanOrEqual(60);
    expect(age).toBeLessThan(120);
  });

  it('are read with one query of the accounts each time', async () => {
    start();
    let queries = 0;
    knex.on('query', ({ sql }: { sql: string }) => {
      queries += /from .fleet_accounts./.test(sql) ? 1 : 0;
    });

    await metrics.read();
    expect(queries).toBe(1);
    await metrics.read();
    expect(queries).toBe(2);
  });

  it('fail nothing else while the database does not answer', async () => {
    const fleet = start();
    fleet.scanned('completed', 1500);
    await knex.destroy();

    expect(await values('session_manager_fleet_scan_duration_sum')).toEqual({
      completed: 1.5,
    });
    knex = await databases.migrated(id);
  });
});
