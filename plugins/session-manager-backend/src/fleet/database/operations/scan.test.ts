import { AwsFault } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../../../__testUtils__/databases';
import { later } from '../../../__testUtils__/later';
import { transact } from '../../../database/transact';
import { PredictedRole } from '../../RoleEntry';
import { claimTimes } from '../../scanFleetAccount';
import { ACCOUNT, predictedRole } from '../../__testUtils__/predictedRole';
import { readAccounts, syncAccounts } from './accounts';
import { failScan, finishScan } from './endScan';
import {
  readEnvironments,
  setEnvironment,
  setEnvironmentFault,
} from './environments';
import { listFleetRoles } from './listFleetRoles';
import { removeRole, upsertRole } from './liveRoles';
import { readRole } from './readRole';
import { recordPage, ScannedPage, storedHashes } from './recordPage';
import { claimScan, dueAccounts, renewClaim, ScanClaim } from './scanClaims';

jest.setTimeout(120_000);

const OTHER = '444455556666';
const MINUTE = 60_000;
/** A time, in minutes after the first scan is due. */
const at = (minutes: number) =>
  new Date(Date.parse('2026-12-01T00:00:00.000Z') + minutes * MINUTE);

const FAULT: AwsFault = {
  kind: 'refused',
  code: 'AccessDenied',
  message: 'The portal may not list roles.',
  hint: 'Allow iam:GetAccountAuthorizationDetails.',
};

const databases = useDatabases();

describe.each(databases.ids)('the scan of an account, in %s', id => {
  let knex: Knex;
  const transaction = <T>(work: (tx: Knex.Transaction) => Promise<T>) =>
    transact(knex, work);

  const claim = (minutes: number, accountId = ACCOUNT) =>
    transaction(tx =>
      claimScan(tx, accountId, { now: at(minutes), until: at(minutes + 5) }),
    );
  const mustClaim = async (minutes: number): Promise<ScanClaim> => {
    const claimed = await claim(minutes);
    expect(claimed).toBeDefined();
    return claimed!;
  };
  const record = (
    claimed: ScanClaim,
    minutes: number,
    roles: readonly PredictedRole[],
    page: Partial<ScannedPage> = {},
  ) =>
    transaction(tx =>
      recordPage(
        tx,
        claimed,
        {
          changed: roles,
          unchanged: [],
          otherRoles: 3,
          readAt: at(minutes),
          ...page,
        },
        { now: at(minutes), until: at(minutes + 5) },
      ),
    );
  const finish = (claimed: ScanClaim, minutes: number) =>
    transaction(tx =>
      finishScan(tx, claimed, {
        now: at(minutes),
        dueAt: at(minutes + 30),
        maxRemovedShare: 0.2,
      }),
    );
  /** A whole scan that sees these. */
  const scan = async (minutes: number, roles: readonly PredictedRole[]) => {
    const claimed = await mustClaim(minutes);
    await record(claimed, minutes, roles);
    return finish(claimed, minutes);
  };
  const list = async () => {
    const { items } = await listFleetRoles(
      knex,
      {},
      { sort: { field: 'roleName', order: 'asc' }, limit: 100 },
    );
    return items;
  };
  const names = async () => (await list()).map(({ roleName }) => roleName);
  const roles = (...roleNames: string[]) =>
    roleNames.map(roleName => predictedRole({ roleName }));

  /** The statements that change roles or environments. */
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

  beforeAll(async () => {
    knex = await databases.migrated(id);
  });

  beforeEach(async () => {
    await transaction(tx => syncAccounts(tx, [], at(0)));
    await transaction(tx =>
      syncAccounts(
        tx,
        [{ accountId: ACCOUNT, name: 'development' }, { accountId: OTHER }],
        at(0),
      ),
    );
  });

  afterAll(() => knex.destroy());

  it('is claimed by one replica, until the claim expires', async () => {
    const claims = await Promise.all([claim(0), claim(0), claim(0)]);

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await dueAccounts(knex, at(0))).toEqual([OTHER]);
    expect(await claim(4)).toBeUndefined();
    expect(await claim(0, OTHER)).toBeDefined();
    expect(await claim(5)).toBeDefined();
  });

  it('is not claimed by a replica whose clock is ahead, while another scans it', async () => {
    const claimNow = () =>
      transaction(tx => claimScan(tx, ACCOUNT, claimTimes()));
    await knex('fleet_accounts').update({ due_at: new Date(0) });
    try {
      expect(await claimNow()).toBeDefined();
      later(10);
      expect(await claimNow()).toBeUndefined();
      later(10);
      expect(await claimNow()).toBeDefined();
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps its claim with each page, and when the claim is renewed', async () => {
    const claimed = await mustClaim(0);
    await record(claimed, 4, roles('a'), { nextMarker: 'page 2' });
    expect(await claim(8)).toBeUndefined();

    await transaction(tx => renewClaim(tx, claimed, at(20)));
    expect(await claim(19)).toBeUndefined();
  });

  it('is not due again before its next time', async () => {
    await scan(0, roles('a'));

    expect(await claim(29)).toBeUndefined();
    expect(await dueAccounts(knex, at(29))).toEqual([OTHER]);
    expect(await dueAccounts(knex, at(30))).toEqual([OTHER, ACCOUNT]);
    expect(await claim(30)).toMatchObject({ generation: 2 });
  });

  it('continues from its page after its replica was killed', async () => {
    const first = await mustClaim(0);
    expect(first).toMatchObject({ generation: 1, allRead: false });
    expect(first.marker).toBeUndefined();
    await record(first, 0, roles('a'), { nextMarker: 'page 2' });

    const second = await mustClaim(6);
    expect(second).toMatchObject({ generation: 1, marker: 'page 2' });
    await record(second, 6, roles('b'));
    expect(await mustClaim(12)).toMatchObject({ allRead: true });

    // The first replica was only slow.
    await expect(record(first, 7, roles('c'))).rejects.toThrow(
      'Another replica',
    );
    await expect(finish(first, 7)).rejects.toThrow('Another replica');
    expect(await names()).toEqual(['a', 'b']);
  });

  it('removes nothing of the pages before it was killed', async () => {
    const first = await mustClaim(0);
    await record(first, 0, roles('a'), { nextMarker: 'page 2' });
    const second = await mustClaim(6);
    await expect(finish(second, 6)).rejects.toThrow('Not all pages');
    await record(second, 6, roles('b'));

    expect(await finish(second, 6)).toEqual({ removed: 0, doubtful: 0 });
    expect(await names()).toEqual(['a', 'b']);
    expect(await knex('fleet_scan_pages')).toEqual([]);
  });

  it('starts again if it was not continued for an hour', async () => {
    await record(await mustClaim(0), 0, roles('a'), { nextMarker: 'page 2' });
    const next = await mustClaim(60);

    expect(next).toMatchObject({ generation: 2, allRead: false });
    expect(next.marker).toBeUndefined();
  });

  it('writes no role the second time', async () => {
    const all = roles('a', 'b', 'c');
    await scan(0, all);
    const before = await knex('fleet_roles').orderBy('role_arn');
    const [{ roleArn }] = all;

    const hashes = await storedHashes(knex, [roleArn, 'other']);
    expect([...hashes]).toEqual([
      [roleArn, { snapshotHash: 'a', environmentHash: 'b' }],
    ]);
    const writes = await writesDuring(async () => {
      const claimed = await mustClaim(30);
      await record(claimed, 30, all.slice(1), {
        unchanged: [{ roleArn }],
      });
      await finish(claimed, 31);
    });

    expect(writes).toEqual([]);
    expect(await knex('fleet_roles').orderBy('role_arn')).toEqual(before);
    // They are known to be as they are since the second scan.
    expect((await list()).map(({ observedAt }) => observedAt)).toEqual(
      all.map(() => at(30).toISOString()),
    );
    expect((await list()).map(({ changedAt }) => changedAt)).toEqual(
      all.map(() => at(0).toISOString()),
    );
  });

  it('writes a role with all that belongs to it when a hash changed', async () => {
    await scan(0, [
      predictedRole({ roleName: 'a', problems: ['s3-put-denied'] }),
      ...roles('b'),
    ]);
    const changed = predictedRole({
      roleName: 'a',
      state: 'logs-lost',
      problems: ['cw-put-events-denied', 'cw-group-missing'],
      regions: ['eu-west-1'],
      environmentHash: 'other',
      entityRef: 'component:default/a',
      owner: 'group:default/a',
      nodes: { online: 1, total: 2 },
    });
    await scan(30, [changed, ...roles('b')]);

    const {
      snapshot,
      predictions,
      snapshotHash,
      environmentHash,
      variant: _,
      ...columns
    } = changed;
    const ages = {
      observedAt: at(30).toISOString(),
      changedAt: at(30).toISOString(),
    };
    expect(await readRole(knex, changed.roleArn)).toEqual({
      role: { ...columns, ...ages },
      ...{ snapshot, predictions, snapshotHash, environmentHash },
      missing: false,
    });
    const problems = await knex('fleet_role_problems').orderBy('code');
    expect(problems.map(({ code }) => code)).toEqual([
      'cw-group-missing',
      'cw-put-events-denied',
    ]);
    expect((await list())[1].changedAt).toBe(at(0).toISOString());
  });

  it('writes only the attributes of a role whose hashes did not change', async () => {
    const [role] = roles('a');
    await scan(0, [role]);
    const claimed = await mustClaim(30);
    const attributes = {
      entityRef: 'component:default/a',
      nodes: { online: 0, total: 1 },
      lastUsed: { on: '2026-12-01', region: 'us-east-1' },
    };
    const writes = await writesDuring(() =>
      record(claimed, 30, [], {
        unchanged: [{ roleArn: role.roleArn, ...attributes }],
      }),
    );

    expect(writes).toHaveLength(1);
    expect((await list())[0]).toMatchObject({
      ...attributes,
      changedAt: at(0).toISOString(),
    });
  });

  it('removes what is gone', async () => {
    const all = roles('a', 'b', 'c', 'd', 'e');
    await scan(0, all);

    expect(await scan(30, all.slice(1))).toEqual({ removed: 1, doubtful: 0 });
    expect(await names()).toEqual(['b', 'c', 'd', 'e']);
    expect(await knex('fleet_role_documents')).toHaveLength(4);
  });

  it('removes more than the share only after a second scan agrees', async () => {
    const all = roles('a', 'b', 'c', 'd', 'e');
    await scan(0, all);

    expect(await scan(30, all.slice(2))).toEqual({ removed: 0, doubtful: 2 });
    // What the scan did not see was last observed by the one before.
    expect((await list()).map(({ observedAt }) => observedAt)).toEqual(
      [0, 0, 30, 30, 30].map(minutes => at(minutes).toISOString()),
    );

    // A scan in between that is killed does not change that.
    await record(await mustClaim(60), 60, all, { nextMarker: 'page 2' });
    await transaction(async tx => {
      await tx('fleet_accounts').update({ scan_started_at: at(0) });
    });
    expect(await scan(90, all.slice(1))).toEqual({ removed: 1, doubtful: 0 });
    expect(await names()).toEqual(['b', 'c', 'd', 'e']);
    expect((await list())[0].observedAt).toBe(at(90).toISOString());
  });

  it('doubts again what was back in between', async () => {
    const all = roles('a', 'b');
    await scan(0, all);
    expect(await scan(30, [])).toEqual({ removed: 0, doubtful: 2 });
    expect(await scan(60, all)).toEqual({ removed: 0, doubtful: 0 });
    expect(await scan(90, [])).toEqual({ removed: 0, doubtful: 2 });
    expect(await scan(120, [])).toEqual({ removed: 2, doubtful: 0 });
  });

  it('keeps what is known of an account when it fails, and why and since when', async () => {
    await scan(0, roles('a'));
    const fail = async (minutes: number) => {
      const claimed = await mustClaim(minutes);
      await transaction(tx =>
        failScan(tx, claimed, {
          fault: FAULT,
          now: at(minutes),
          dueAt: at(minutes + 10),
        }),
      );
      return claimed;
    };
    await fail(30);
    expect(await claim(39)).toBeUndefined();
    await fail(40);

    expect(await names()).toEqual(['a']);
    expect(await readAccounts(knex)).toEqual([
      {
        accountId: ACCOUNT,
        name: 'development',
        scannedAt: at(0).toISOString(),
        otherRoles: 3,
        fault: { fault: FAULT, since: at(30).toISOString() },
      },
      { accountId: OTHER, otherRoles: 0 },
    ]);
    await scan(50, roles('a'));
    expect((await readAccounts(knex))[0]).not.toHaveProperty('fault');
  });

  it('leaves nothing behind of an account that is no longer configured', async () => {
    await record(await mustClaim(0), 0, roles('a'), { nextMarker: 'page 2' });
    await transaction(tx => syncAccounts(tx, [{ accountId: OTHER }], at(1)));

    expect(await names()).toEqual([]);
    expect(await knex('fleet_scan_pages')).toEqual([]);
    expect((await readAccounts(knex)).map(one => one.accountId)).toEqual([
      OTHER,
    ]);
  });

  it('changes nothing if the database fails in the middle of a page', async () => {
    const claimed = await mustClaim(0);
    const tooLong = predictedRole({ roleName: 'b', problems: [null as never] });

    await expect(
      record(claimed, 0, [...roles('a'), tooLong], { nextMarker: 'page 2' }),
    ).rejects.toThrow('database');
    expect(await names()).toEqual([]);
    const again = await mustClaim(6);
    expect(again.marker).toBeUndefined();
  });

  describe('and a look at one role', () => {
    const look = (role: PredictedRole, minutes: number) =>
      transaction(tx =>
        upsertRole(tx, role, {
          observedAt: at(minutes),
          now: at(minutes),
          byPortal: false,
        }),
      );

    it('keeps a new role that was created behind the scan', async () => {
      const [a, b] = roles('a', 'b');
      await scan(0, [a]);
      const claimed = await mustClaim(30);
      await record(claimed, 30, [a]);
      expect(await look(b, 31)).toBe(true);

      expect(await finish(claimed, 32)).toEqual({ removed: 0, doubtful: 0 });
      expect(await names()).toEqual(['a', 'b']);
    });

    it('is not undone by a page that was read before it', async () => {
      const [role] = roles('a');
      const repaired = { ...role, snapshotHash: 'repaired' };
      await scan(0, [{ ...role, snapshotHash: 'broken' }]);
      const claimed = await mustClaim(30);
      await look(repaired, 32);
      await record(claimed, 33, [role], { readAt: at(31) });

      expect(await readRole(knex, role.roleArn)).toMatchObject({
        snapshotHash: 'repaired',
      });
      expect(await look(role, 31)).toBe(false);
    });

    it('that finds nothing new only confirms it', async () => {
      const [role] = roles('a');
      await scan(0, [role]);
      expect(await look(role, 10)).toBe(true);

      expect((await list())[0]).toMatchObject({
        observedAt: at(10).toISOString(),
        changedAt: at(0).toISOString(),
      });
    });

    it('completes what a page lacks, and the next page leaves it so', async () => {
      const role = predictedRole({ roleName: 'a', drift: 'not-read' });
      await scan(0, [role]);
      await look({ ...role, drift: 'in-sync' }, 10);
      await scan(30, [role]);

      expect((await list())[0]).toMatchObject({
        drift: 'in-sync',
        changedAt: at(10).toISOString(),
      });
    });

    it('removes a role that is gone, unless a newer reading has it', async () => {
      const [role] = roles('a');
      await look(role, 10);
      const remove = (minutes: number) =>
        transaction(tx => removeRole(tx, role, at(minutes)));

      expect(await remove(9)).toBe(false);
      expect(await remove(11)).toBe(true);
      expect(await names()).toEqual([]);
    });

    it('stores no role of an account that the fleet does not have', async () => {
      const foreign = predictedRole({
        roleName: 'a',
        accountId: '777788889999',
      });

      expect(await look(foreign, 0)).toBe(false);
    });
  });

  describe('with its session environments', () => {
    const place = { accountId: ACCOUNT, region: 'us-east-1' };
    const environment = (documentName: string) => ({
      preferences: {
        status: 'default' as const,
        document: { name: documentName },
        preferences: {} as never,
      },
      facts: { region: 'us-east-1' },
    });
    const set = (name: string, minutes: number) =>
      transaction(tx =>
        setEnvironment(tx, place, environment(name) as never, at(minutes)),
      );

    it('writes one only if it differs, and keeps the last one in trouble', async () => {
      expect(await set('a', 0)).toBe(true);
      const writes = await writesDuring(async () => {
        expect(await set('a', 30)).toBe(false);
      });
      expect(writes).toEqual([]);
      for (const minutes of [60, 90]) {
        await transaction(tx =>
          setEnvironmentFault(tx, place, FAULT, at(minutes)),
        );
      }

      expect(await readEnvironments(knex, ACCOUNT)).toEqual([
        {
          region: 'us-east-1',
          known: {
            environment: environment('a'),
            hash: expect.stringMatching(/^\w{64}$/),
            observedAt: at(0).toISOString(),
          },
          fault: { fault: FAULT, since: at(60).toISOString() },
        },
      ]);
      await set('a', 120);
      const [recovered] = await readEnvironments(knex, ACCOUNT);
      expect(recovered).not.toHaveProperty('fault');
      expect(recovered.known?.observedAt).toBe(at(120).toISOString());
    });

    it('has none if it could not be read so far', async () => {
      await transaction(tx => setEnvironmentFault(tx, place, FAULT, at(0)));

      expect(await readEnvironments(knex, ACCOUNT)).toEqual([
        {
          region: 'us-east-1',
          fault: { fault: FAULT, since: at(0).toISOString() },
        },
      ]);
    });
  });
});
