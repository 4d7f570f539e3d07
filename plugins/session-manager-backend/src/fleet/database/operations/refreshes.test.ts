import { Knex } from 'knex';
import { useDatabases } from '../../../__testUtils__/databases';
import { transact } from '../../../database/transact';
import { ACCOUNT, predictedRole } from '../../__testUtils__/predictedRole';
import { EventSubject } from '../../events/EventSubject';
import { syncAccounts } from './accounts';
import { setEnvironment } from './environments';
import { markRefreshes, MOST_REFRESHES } from './markRefreshes';
import {
  claimRefreshes,
  dueRefreshes,
  failRefresh,
  finishRefresh,
  RefreshClaim,
} from './refreshClaims';
import { finishScan } from './endScan';
import { recordPage } from './recordPage';
import { claimScan } from './scanClaims';
import { deleteRoles, writeRoles } from './writeRoles';

jest.setTimeout(120_000);

const OTHER = '444455556666';
const FOREIGN = '777788889999';
const REGION = 'us-east-1';
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/logs`;
/** A time, in seconds. */
const at = (seconds: number) =>
  new Date(Date.parse('2026-12-01T00:00:00.000Z') + seconds * 1_000);

const role = (roleName: string, accountId = ACCOUNT): EventSubject => ({
  ...{ what: 'role', accountId, roleName },
  mayBeNew: false,
});
const newRole = (roleName: string, accountId = ACCOUNT): EventSubject => ({
  ...{ what: 'role', accountId, roleName },
  mayBeNew: true,
});
const policy: EventSubject = { what: 'policy', policyArn: POLICY };
const environment = (
  changes: Partial<EventSubject & { what: 'environment' }>,
): EventSubject => ({ what: 'environment', ...changes });

const databases = useDatabases();

describe.each(databases.ids)('what is to be read again, in %s', id => {
  let knex: Knex;
  const transaction = <T>(work: (tx: Knex.Transaction) => Promise<T>) =>
    transact(knex, work);

  const mark = (seconds: number, ...subjects: EventSubject[]) =>
    transaction(tx => markRefreshes(tx, subjects, at(seconds)));
  const claim = (seconds: number, accountId = ACCOUNT) =>
    transaction(tx =>
      claimRefreshes(tx, accountId, {
        now: at(seconds),
        until: at(seconds + 180),
      }),
    );
  const finish = (claimed: RefreshClaim, seconds: number) =>
    transaction(tx => finishRefresh(tx, claimed, { startedAt: at(seconds) }));
  const fail = (claimed: RefreshClaim, seconds: number) =>
    transaction(tx => failRefresh(tx, claimed, at(seconds)));
  /** What is noted, and when it is due, in seconds. */
  const noted = async () => {
    const rows = await knex('fleet_refreshes').orderBy([
      'account_id',
      'what',
      'name',
    ]);
    return rows.map(
      row =>
        `${row.account_id === ACCOUNT ? '' : `${row.account_id} `}${row.what} ${row.name} at ${(new Date(row.due_at).getTime() - at(0).getTime()) / 1_000}`,
    );
  };
  const isDueForScan = async (seconds: number) =>
    (
      await knex('fleet_accounts')
        .where({ account_id: ACCOUNT })
        .where('due_at', '<=', at(seconds))
    ).length > 0;
  const store = (
    names: readonly string[],
    { accountId = ACCOUNT, attachedPolicies = [POLICY] } = {},
  ) =>
    transaction(tx =>
      writeRoles(
        tx,
        names.map(roleName => {
          const stored = predictedRole({ roleName, accountId });
          const { snapshot } = stored;
          return {
            ...stored,
            snapshot: {
              ...snapshot,
              role: { ...snapshot.role, attachedPolicies },
            },
          };
        }),
        { observedAt: at(-60), now: at(-60) },
      ),
    );

  beforeEach(async () => {
    knex = await databases.migrated(id);
    await transaction(tx =>
      syncAccounts(tx, [{ accountId: ACCOUNT }, { accountId: OTHER }], at(0)),
    );
    await knex('fleet_accounts').update({ due_at: at(100_000) });
    await store(['Web', 'api']);
    await store(['web'], { accountId: OTHER, attachedPolicies: [] });
  });

  afterEach(() => knex.destroy());

  it('is a role that is stored or may be new, once for any number of events', async () => {
    await mark(
      0,
      ...[role('Web'), role('web'), role('lambda'), newRole('new')],
      ...[role('web', OTHER), newRole('web', FOREIGN), role('WEB')],
    );

    expect(await noted()).toEqual([
      'role Web at 3',
      'role new at 3',
      `${OTHER} role web at 3`,
    ]);
  });

  it('is due when it has settled, and however often it changes after 5 seconds', async () => {
    await mark(0, role('Web'));
    await mark(1, role('Web'));
    expect(await noted()).toEqual(['role Web at 4']);
    for (const seconds of [3, 4, 5]) {
      await mark(seconds, role('Web'));
    }
    expect(await noted()).toEqual(['role Web at 5']);

    expect(await dueRefreshes(knex, at(4.9))).toEqual([]);
    expect(await dueRefreshes(knex, at(5))).toEqual([ACCOUNT]);
  });

  it('is a new role also when the rest of it is created', async () => {
    await mark(0, newRole('new'));
    await mark(1, role('new'));

    expect(await noted()).toEqual(['role new at 4']);
  });

  it('is each role that carries a policy', async () => {
    await mark(0, policy);

    expect(await noted()).toEqual(['role Web at 3', 'role api at 3']);
    await store(['api'], { attachedPolicies: [] });
    await transaction(tx =>
      deleteRoles(tx, [predictedRole({ roleName: 'Web' }).roleArn]),
    );
    await knex('fleet_refreshes').delete();
    await mark(10, policy);
    expect(await noted()).toEqual([]);
  });

  it('is the account if many roles carry a policy', async () => {
    await store(Array.from({ length: MOST_REFRESHES }, (_, n) => `role-${n}`));
    expect(await isDueForScan(0)).toBe(false);
    await mark(0, policy);

    expect(await noted()).toEqual([]);
    expect(await isDueForScan(0)).toBe(true);
  });

  it('is each environment that depends on what changed', async () => {
    const set = (accountId: string, preferences: object, facts: object = {}) =>
      transaction(tx =>
        setEnvironment(
          tx,
          { accountId, region: REGION },
          {
            preferences: {
              document: { name: 'Preferences', region: REGION },
              status: 'found',
              preferences: preferences as never,
            },
            facts: { region: REGION, ...facts },
          },
          at(0),
        ),
      );
    const hostRole = { known: { arn: `arn:aws:iam::${ACCOUNT}:role/Host` } };
    await set(
      ACCOUNT,
      { s3BucketName: 'logs', cloudWatchLogGroupName: '/ssm' },
      { defaultHostManagement: hostRole },
    );
    await set(OTHER, { s3BucketName: 'logs' });
    const after = async (subject: EventSubject) => {
      await knex('fleet_refreshes').delete();
      await mark(0, subject);
      return noted();
    };
    const own = `environment ${REGION} at 3`;
    const others = `${OTHER} ${own}`;
    const place = { accountId: ACCOUNT, region: REGION };
    const resource = (kind: 'bucket' | 'log-group', name: string) => ({
      resource: { kind, name },
    });

    expect(await after(environment(resource('bucket', 'logs')))).toEqual([
      own,
      others,
    ]);
    expect(
      await after(environment({ ...place, ...resource('log-group', '/ssm') })),
    ).toEqual([own]);
    expect(
      await after(
        environment({
          ...{ accountId: OTHER, region: REGION },
          ...resource('log-group', '/ssm'),
        }),
      ),
    ).toEqual([]);
    expect(await after(environment(place))).toEqual([own]);
    expect(await after(environment({ ...place, region: 'eu-west-1' }))).toEqual(
      [],
    );
    expect(await after(role('host'))).toEqual([own]);

    await set(OTHER, { s3BucketName: 'others' });
    expect(await after(environment(resource('bucket', 'logs')))).toEqual([own]);
  });

  it('is claimed by one replica, and by another when the claim expires', async () => {
    await mark(0, role('Web'), role('api'));
    const both = await Promise.all([claim(3), claim(3)]);

    expect(
      both
        .flat()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Web', 'api']);
    expect(await dueRefreshes(knex, at(182))).toEqual([]);
    expect(await claim(182)).toEqual([]);
    const [again] = await claim(183);
    // The first replica was only slow.
    const [first] = both.flat();
    await finish(first, 3);
    expect(await noted()).toHaveLength(2);
    await finish(again, 183);
    expect(await noted()).toHaveLength(1);
  });

  it('is read once more if it changed meanwhile, or just before', async () => {
    await mark(0, role('Web'), role('api'));
    await mark(2.5, role('api'));
    const [api, web] = (await claim(5)).sort((a, b) =>
      a.key < b.key ? -1 : 1,
    );
    await mark(6, role('Web'));
    await finish(web, 5);
    await finish(api, 5);

    expect(await noted()).toEqual(['role Web at 9', 'role api at 5.5']);
    const again = await claim(9);
    await Promise.all(again.map(claimed => finish(claimed, 9)));
    expect(await noted()).toEqual([]);
  });

  it('is tried again later if it fails, and in the end left to the scan', async () => {
    await mark(0, role('Web'));
    await fail((await claim(3))[0], 4);
    expect(await noted()).toEqual(['role Web at 19']);
    await mark(5, role('Web'));
    expect(await noted()).toEqual(['role Web at 19']);
    await fail((await claim(19))[0], 20);
    expect(await noted()).toEqual(['role Web at 80']);
    await fail((await claim(80))[0], 81);

    expect(await noted()).toEqual([]);
  });

  it('is the account if more changed in a minute than may be read', async () => {
    const names = (count: number, of: string) =>
      Array.from({ length: count }, (_, n) => newRole(`${of}-${n}`));
    await mark(0, ...names(MOST_REFRESHES, 'a'));
    const first = await claim(3);
    expect(first).toHaveLength(MOST_REFRESHES);
    await Promise.all(first.map(claimed => finish(claimed, 3)));
    await mark(10, newRole('one-more'));
    expect(await claim(13)).toEqual([]);
    expect(await noted()).toEqual([]);
    expect(await isDueForScan(12)).toBe(false);
    expect(await isDueForScan(13)).toBe(true);

    await mark(70, newRole('in-the-next-minute'));
    expect(await claim(73)).toHaveLength(1);
  });

  it('is scanned again if its account was being scanned', async () => {
    await knex('fleet_accounts').update({ due_at: at(0) });
    const scan = async (seconds: number, work: () => Promise<unknown>) => {
      const times = { now: at(seconds), until: at(seconds + 300) };
      const claimed = await transaction(tx => claimScan(tx, ACCOUNT, times));
      await transaction(tx =>
        recordPage(
          tx,
          claimed!,
          { changed: [], unchanged: [], otherRoles: 0, readAt: at(seconds) },
          times,
        ),
      );
      await work();
      await transaction(tx =>
        finishScan(tx, claimed!, {
          now: at(seconds + 5),
          dueAt: at(100_000),
          maxRemovedShare: 0,
        }),
      );
    };
    const names = Array.from({ length: MOST_REFRESHES + 1 }, (_, n) =>
      newRole(`role-${n}`),
    );
    await mark(0, ...names);
    await scan(2, () => claim(3));
    expect(await isDueForScan(7)).toBe(true);
    await scan(10, async () => {});
    expect(await isDueForScan(20)).toBe(false);
  });

  it('is nothing of an account that is no longer configured', async () => {
    await mark(0, role('Web'));
    await transaction(tx => syncAccounts(tx, [{ accountId: OTHER }], at(1)));

    expect(await noted()).toEqual([]);
  });
});
