import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  AwsFault,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../../__testUtils__/databases';
import { transact } from '../../database/transact';
import { ACCOUNT, predictedRole } from '../__testUtils__/predictedRole';
import { syncAccounts } from '../database/operations/accounts';
import { failScan } from '../database/operations/endScan';
import { claimScan } from '../database/operations/scanClaims';
import { deleteRoles, writeRoles } from '../database/operations/writeRoles';
import { Digest, digestText } from './Digest';
import { createFleetDigest } from './FleetDigest';

jest.setTimeout(120_000);

const OTHER = '444455556666';
const NOW = new Date('2026-11-27T10:00:00.000Z');
const FAULT: AwsFault = {
  kind: 'refused',
  code: 'AccessDenied',
  message: 'The portal may not list roles.',
  hint: 'Allow iam:GetAccountAuthorizationDetails.',
};

const databases = useDatabases();

describe.each(databases.ids)('the digest, in %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.migrated(id);
    await transact(knex, tx =>
      syncAccounts(
        tx,
        [{ accountId: ACCOUNT }, { accountId: OTHER, name: 'production' }],
        NOW,
      ),
    );
  });

  afterEach(() => knex.destroy());

  /** The first account is scanned, the other refuses. */
  const readAccounts = () =>
    transact(knex, async tx => {
      await tx('fleet_accounts')
        .where({ account_id: ACCOUNT })
        .update({ scanned_at: NOW });
      const claim = await claimScan(tx, OTHER, { now: NOW, until: NOW });
      await failScan(tx, claim!, { fault: FAULT, now: NOW, dueAt: NOW });
    });

  const write = (states: Record<string, ReadinessState>) =>
    transact(knex, tx =>
      writeRoles(
        tx,
        Object.entries(states).map(([roleName, state]) =>
          predictedRole({ roleName, state }),
        ),
        { observedAt: NOW, now: NOW },
      ),
    );

  const makeDue = () => knex('fleet_digests').update({ due_at: NOW });

  /** What runs send now. */
  async function run(send: () => Promise<void> = async () => {}) {
    const sent: NotificationSendOptions[] = [];
    const digest = createFleetDigest({
      knex,
      recipients: ['group:default/platform'],
      frequency: { days: 7 },
      notifications: {
        send: async options => {
          sent.push(options);
          await send();
        },
      },
    });
    await digest.run();
    return sent;
  }
  const descriptions = async () =>
    (await run()).map(({ payload }) => payload.description);

  it('is sent once in a period, and the first time once all accounts were asked', async () => {
    expect(await run()).toEqual([]);
    await readAccounts();
    await write({ a: 'ready', b: 'logs-lost', c: 'unknown' });

    expect(await run()).toEqual([
      {
        recipients: { type: 'entity', entityRef: ['group:default/platform'] },
        payload: {
          title: '1 of 3 Session Manager roles are ready',
          description:
            'Logs will be lost: 1. Unknown: 1. Could not be read: production since 2026-11-27.',
          severity: 'normal',
          link: '/session-manager/roles',
          topic: 'session-manager:digest',
          scope: 'digest',
        },
      },
    ]);
    expect(await run()).toEqual([]);
  });

  it('counts what changed since the last one', async () => {
    await readAccounts();
    await write({
      a: 'ready',
      b: 'logs-lost',
      c: 'sessions-fail',
      d: 'sessions-fail',
      e: 'ready',
    });
    await run();
    await makeDue();
    // One fails anew, one is removed, one is unknown and one fails as before.
    await write({ a: 'sessions-fail', b: 'unknown', e: 'not-a-node-role' });
    await transact(knex, tx =>
      deleteRoles(tx, [predictedRole({ roleName: 'd' }).roleArn]),
    );
    const since = new Date().toISOString().slice(0, 10);
    expect(await descriptions()).toEqual([
      expect.stringContaining(
        `Since ${since}: 1 newly failing, 0 ready again.`,
      ),
    ]);

    await makeDue();
    await write({ a: 'ready', b: 'logs-lost', c: 'ready' });
    expect(await descriptions()).toEqual([
      expect.stringContaining('0 newly failing, 2 ready again.'),
    ]);
  });

  it('is sent by a later run if it could not be sent, as it was', async () => {
    await readAccounts();
    await write({ a: 'ready' });
    await expect(
      run(async () => {
        throw new Error('down');
      }),
    ).rejects.toThrow('down');
    await write({ a: 'sessions-fail' });

    expect((await run()).map(({ payload }) => payload.title)).toEqual([
      '1 of 1 Session Manager roles are ready',
    ]);
    expect(await run()).toEqual([]);
  });

  it('is made at the same time of each period', async () => {
    await readAccounts();
    await run();
    const week = 7 * 24 * 60 * 60_000;
    const due = async () =>
      new Date((await knex('fleet_digests').first()).due_at).getTime();
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    // The backend did not run for more than two periods.
    await knex('fleet_digests').update({
      due_at: new Date(minute - 2 * week - 3_600_000),
    });
    await run();

    expect(await due()).toBe(minute + week - 3_600_000);
  });
});

it('a digest names a few accounts that could not be read', () => {
  const digest: Digest = {
    total: 2,
    states: { ready: 2 },
    drifted: 1,
    unread: Array.from({ length: 12 }, (_, n) => ({
      account: `account-${n}`,
      since: NOW.toISOString(),
    })),
  };

  expect(digestText(digest).description).toMatch(
    /^Drifted: 1\. Could not be read: account-0 since 2026-11-27, .*account-9 since 2026-11-27, and 2 more\.$/,
  );
});
