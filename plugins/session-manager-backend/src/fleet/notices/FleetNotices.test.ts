import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  FleetDrift,
  marksOfChange,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../../__testUtils__/databases';
import { createChangeMarks } from '../../cache/ChangeMarks';
import { transact } from '../../database/transact';
import { ACCOUNT, predictedRole } from '../__testUtils__/predictedRole';
import { syncAccounts } from '../database/operations/accounts';
import { finishScan } from '../database/operations/endScan';
import { removeRole, upsertRole } from '../database/operations/liveRoles';
import { recordPage } from '../database/operations/recordPage';
import { claimScan } from '../database/operations/scanClaims';
import { PredictedRole } from '../RoleEntry';
import { createFleetNotices } from './FleetNotices';

jest.setTimeout(120_000);

const MINUTE = 60_000;
/** A time in the past, in minutes after the first scan. */
const at = (minutes: number) =>
  new Date(Date.parse('2026-01-01T00:00:00.000Z') + minutes * MINUTE);

const ENTITIES: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'payments', namespace: 'default' },
  },
];

const databases = useDatabases();

describe.each(databases.ids)('notices of roles, in %s', id => {
  let knex: Knex;
  let version = 0;

  beforeAll(async () => {
    knex = await databases.migrated(id);
  });

  beforeEach(async () => {
    await transact(knex, tx => syncAccounts(tx, [], at(0)));
    await transact(knex, tx =>
      syncAccounts(tx, [{ accountId: ACCOUNT }], at(0)),
    );
  });

  afterAll(() => knex.destroy());

  const role = (
    state: ReadinessState,
    drift: FleetDrift = 'not-read',
    changes: Partial<PredictedRole> = {},
  ): PredictedRole =>
    predictedRole({
      roleName: 'payments-role',
      entityRef: 'component:default/payments',
      owner: 'group:default/payments',
      state,
      drift,
      snapshotHash: `${(version += 1)}`,
      ...changes,
    });

  /** A whole scan that sees these. */
  const scan = (minutes: number, ...roles: PredictedRole[]) =>
    transact(knex, async tx => {
      const now = at(minutes);
      await tx('fleet_accounts').update({ due_at: now });
      const claim = await claimScan(tx, ACCOUNT, { now, until: now });
      await recordPage(
        tx,
        claim!,
        { changed: roles, unchanged: [], otherRoles: 0, readAt: now },
        { now, until: now },
      );
      await finishScan(tx, claim!, { now, dueAt: now, maxRemovedShare: 1 });
    });

  const look = (minutes: number, found: PredictedRole, byPortal = false) =>
    transact(knex, tx =>
      upsertRole(tx, found, {
        observedAt: at(minutes),
        now: at(minutes),
        byPortal,
      }),
    );

  /** A replica that sends; `send` stands for Backstage’s notifications. */
  function startReplica(
    send?: (options: NotificationSendOptions) => Promise<void>,
  ) {
    const sent: NotificationSendOptions[] = [];
    const refreshed: string[] = [];
    const notices = createFleetNotices({
      accounts: { configured: [{ accountId: ACCOUNT, name: 'production' }] },
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: ENTITIES }),
      changeMarks: createChangeMarks({ knex }),
      knex,
      liveRoles: {
        refresh: async ({ roleName }) => void refreshed.push(roleName),
      },
      logger: mockServices.logger.mock(),
      notifications: {
        send: async options => {
          sent.push(options);
          await send?.(options);
        },
      },
    });
    return {
      run: () => notices.run(new AbortController().signal),
      refreshed,
      sent,
    };
  }

  /** The titles of what is sent now. */
  const titles = async () => {
    const { run, sent } = startReplica();
    await run();
    return sent.map(({ payload }) => payload.title);
  };

  const expireClaims = () =>
    knex('fleet_notices').update({ claimed_until: new Date(0) });

  it('tell the owner once that a role fails, and once that it is ready again', async () => {
    await scan(0, role('ready'));
    const failing = role('sessions-fail', 'drifted');
    await scan(30, failing);
    // Nothing has confirmed it so far.
    expect(await titles()).toEqual([]);
    await scan(60, failing);

    const { run, sent } = startReplica();
    await run();
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: 'group:default/payments' },
        payload: {
          title: 'Sessions on payments-role in production will fail',
          description:
            'Sessions: sessions-fail. The role was changed outside the portal and no longer matches its spec.',
          severity: 'high',
          link: `/catalog/default/component/payments/session-manager?role=${encodeURIComponent(failing.roleArn)}`,
          topic: 'session-manager:roles',
          scope: `role:${failing.roleArn}`,
        },
      },
    ]);
    await scan(90, failing);
    expect(await titles()).toEqual([]);

    const repaired = role('ready', 'in-sync');
    await look(100, repaired, true);
    await scan(120, repaired);
    expect(await titles()).toEqual([
      'payments-role in production is ready again',
    ]);
    await scan(150, repaired);
    expect(await titles()).toEqual([]);
    expect(await knex('fleet_notices')).toEqual([]);
  });

  it.each([
    [
      'logs-lost',
      'not-read',
      'Session logs of payments-role in production will be lost',
    ],
    [
      'not-a-node-role',
      'not-read',
      'Nodes can no longer use payments-role in production',
    ],
    [
      'ready',
      'drifted',
      'payments-role in production was changed outside the portal',
    ],
  ] as const)(
    'name the problem of a role that is %s and %s',
    async (state, drift, title) => {
      await scan(0, role('ready'));
      const changed = role(state, drift);
      await scan(30, changed);
      await scan(60, changed);

      expect(await titles()).toEqual([title]);
    },
  );

  it('tell nothing of what the first scan finds, or of what does not last', async () => {
    const failing = role('sessions-fail');
    await scan(0, failing);
    await scan(30, failing);
    expect(await titles()).toEqual([]);

    const repaired = role('ready');
    await scan(60, repaired);
    await scan(90, role('sessions-fail'));
    await scan(120, role('ready'));
    await scan(150, role('logs-lost'));
    await scan(154, role('sessions-fail'));
    expect(await titles()).toEqual([]);
  });

  it('are confirmed by a look at the role alone', async () => {
    await scan(0, role('ready'));
    const failing = role('sessions-fail');
    await look(10, failing);
    await look(14, failing);
    expect(await titles()).toEqual([]);
    await look(15, failing);

    expect(await titles()).toHaveLength(1);
  });

  it('are not confirmed by a scan that did not see the role', async () => {
    await scan(0, role('ready'));
    await look(10, role('sessions-fail'));
    await knex('fleet_roles').update({ missing: true });
    await knex('fleet_accounts').update({ scanned_at: at(30) });

    expect(await titles()).toEqual([]);
  });

  it('do not call what the portal changed a change outside', async () => {
    await scan(0, role('ready', 'not-read'));
    // A scan sees the role while a task changes it, and the task fails.
    await scan(30, role('ready', 'drifted'));
    const left = role('ready', 'drifted');
    await look(31, left, true);
    await scan(60, left);

    expect(await titles()).toEqual([]);
  });

  it('read a role completely before they say that its drift is over', async () => {
    await scan(0, role('ready'));
    const drifted = role('ready', 'drifted');
    await scan(30, drifted);
    await scan(60, drifted);
    expect(await titles()).toHaveLength(1);
    const reverted = role('ready', 'not-read');
    await scan(90, reverted);

    const { run, refreshed, sent } = startReplica();
    await run();
    await run();
    expect([refreshed, sent]).toEqual([['payments-role'], []]);
    await look(91, { ...reverted, drift: 'in-sync' });
    await scan(120, reverted);
    expect(await titles()).toEqual([
      'payments-role in production matches its spec again',
    ]);
  });

  it.each([
    ['has no owner', { entityRef: undefined, owner: undefined }],
    ['has an owner who is not in the catalog', { owner: 'group:default/gone' }],
    ['belongs to a system', { owner: 'system:default/payments' }],
  ])('tell nobody of a role that %s, not even its end', async (_, changes) => {
    await scan(0, role('ready', 'not-read', changes));
    const failing = role('sessions-fail', 'not-read', changes);
    await scan(30, failing);
    await scan(60, failing);
    expect(await titles()).toEqual([]);

    const repaired = role('ready');
    await scan(90, repaired);
    await scan(120, repaired);
    expect(await titles()).toEqual([]);
  });

  it('of many roles of an owner are told together', async () => {
    const named = (state: ReadinessState) =>
      Array.from({ length: 7 }, (_, n) =>
        role(state, 'in-sync', { roleName: `role-${n}` }),
      );
    const failing = named('sessions-fail');
    const ready = named('ready');
    await scan(0, ...named('ready'));
    await scan(30, ...failing);
    await scan(60, ...failing);

    const { run, sent } = startReplica();
    await run();
    expect(sent.map(({ payload }) => payload)).toEqual([
      {
        title: '7 roles of your services have new problems',
        description:
          'role-0 in production, role-1 in production, role-2 in production, role-3 in production, role-4 in production, and 2 more',
        severity: 'high',
        link: '/session-manager/roles?owner=group%3Adefault%2Fpayments',
        topic: 'session-manager:roles',
        scope: expect.stringMatching(/^roles:[0-9a-f]{64}$/),
      },
    ]);
    await scan(90, ...ready);
    await scan(120, ...ready);
    expect(await titles()).toEqual(['7 roles of your services are well again']);
    await scan(150);
    expect(await titles()).toEqual([
      '7 roles of your services were removed outside the portal',
    ]);
    expect(await knex('fleet_removals')).toEqual([]);
  });

  describe('of a role that is gone', () => {
    const gone = 'payments-role in production was removed outside the portal';

    beforeEach(() => scan(0, role('ready')));

    it('are told once, after a scan', async () => {
      await scan(30);

      expect(await titles()).toEqual([gone]);
      await scan(60);
      expect(await titles()).toEqual([]);
    });

    it('are told after a look at the role alone', async () => {
      const { roleArn } = role('ready');
      await transact(knex, tx =>
        removeRole(tx, { accountId: ACCOUNT, roleArn }, at(10)),
      );

      expect(await titles()).toEqual([gone]);
    });

    it('are not told if the role is back', async () => {
      await scan(30);
      await scan(40, role('ready'));

      expect(await titles()).toEqual([]);
      expect(await knex('fleet_removals')).toEqual([]);
    });

    it('are not told before it is settled', async () => {
      await scan(30);
      await knex('fleet_removals').update({
        settles_at: new Date(Date.now() + MINUTE),
      });

      expect(await titles()).toEqual([]);
    });

    it('are not told if the portal deleted it', async () => {
      // Between the two readings.
      await knex('change_marks').insert(
        marksOfChange({
          accountId: ACCOUNT,
          what: 'role',
          roleName: 'payments-role',
        }).map(mark => ({ mark, version: '1', changed_at: at(10) })),
      );
      await scan(30);

      expect(await titles()).toEqual([]);
      expect(await knex('fleet_removals')).toEqual([]);
      await knex('change_marks').delete();
    });
  });

  describe('that are due', () => {
    beforeEach(async () => {
      await scan(0, role('ready'));
      const failing = role('sessions-fail');
      await scan(30, failing);
      await scan(60, failing);
    });

    it('are sent by one of two replicas', async () => {
      const replicas = [1, 2].map(() => startReplica());
      await Promise.all(replicas.map(({ run }) => run()));

      expect(replicas.flatMap(({ sent }) => sent)).toHaveLength(1);
    });

    it('are sent again if a replica died before it stored that it had', async () => {
      const hanging = Promise.withResolvers<void>();
      const dying = startReplica(() => {
        hanging.resolve();
        return new Promise<never>(() => {});
      });
      void dying.run();
      await hanging.promise;
      expect(await titles()).toEqual([]);
      await expireClaims();

      const { run, sent } = startReplica();
      await run();
      // The same scope, so that it replaces the first one.
      expect(sent).toEqual(dying.sent);
      await expireClaims();
      expect(await titles()).toEqual([]);
    });

    it('are sent later if Backstage’s notifications fail', async () => {
      await startReplica(async () => {
        throw new Error('down');
      }).run();
      expect(await titles()).toEqual([]);
      await expireClaims();

      expect(await titles()).toHaveLength(1);
    });

    it('go with their role', async () => {
      await scan(90, role('ready', 'not-read', { roleName: 'other' }));

      expect(await titles()).toEqual([
        'payments-role in production was removed outside the portal',
      ]);
      expect(await knex('fleet_notices')).toEqual([]);
    });
  });
});
