import { Knex } from 'knex';
import { useDatabases } from '../../__testUtils__/databases';
import { migrationsDirectory } from '../../database/openDatabase';

jest.setTimeout(120_000);

const REQUEST = {
  id: '6f2d6d7e-0d1c-4f0f-9a60-6c0f5c9f0001',
  status: 'pending',
  account_id: '111122223333',
  role_name: 'Web',
  role_key: 'web',
  requester: 'user:default/ada',
  reason: 'on call',
  spec: '{}',
  spec_hash: 'a',
  adopt: false,
  exclusive: false,
  rules: '{}',
  rules_hash: 'b',
  version: 1,
  created_at: new Date(0),
  updated_at: new Date(0),
  expires_at: new Date(1),
};
const ROW = {
  request_id: REQUEST.id,
  at: new Date(0),
  event: 'file',
  actor_kind: 'user',
  actor: 'user:default/ada',
  to_status: 'pending',
  spec_hash: 'a',
};

describe('the request tables', () => {
  const databases = useDatabases();

  describe.each(databases.ids)('%s', id => {
    let knex: Knex;

    const tables = async () => {
      const there = await Promise.all(
        [
          'role_requests',
          'role_request_approvers',
          'role_request_approvals',
          'role_request_history',
          'role_request_origins',
          'role_request_outcomes',
          'role_request_reviews',
        ].map(table => knex.schema.hasTable(table)),
      );
      return there.filter(Boolean).length;
    };

    beforeAll(async () => {
      knex = await databases.init(id);
    });

    /** In SQLite, only a trigger prevents the replacement of a row. */
    const replace = async (table: string, changes: object) => {
      const [{ ...row }] = await knex(table).limit(1);
      const columns = Object.keys(row);
      return knex.raw(
        `insert or replace into ${table} (${columns.join(', ')})
         values (${columns.map(() => '?').join(', ')})`,
        Object.values<Knex.Value>({ ...row, ...changes }),
      );
    };

    it('can be migrated up, down with rows in them, and up again', async () => {
      await knex.migrate.latest({ directory: migrationsDirectory });
      expect(await tables()).toBe(7);
      await knex('role_requests').insert(REQUEST);
      await knex('role_request_history').insert(ROW);

      while ((await knex.migrate.currentVersion()) !== 'none') {
        await knex.migrate.down({ directory: migrationsDirectory });
      }
      expect(await tables()).toBe(0);

      await knex.migrate.latest({ directory: migrationsDirectory });
      expect(await tables()).toBe(7);
      await knex('role_requests').insert(REQUEST);
      await knex('role_request_history').insert(ROW);
    });

    it('contain approval and expiry times for earlier approvals', async () => {
      const step = async (direction: 'up' | 'down') =>
        knex.migrate[direction]({ directory: migrationsDirectory });
      while (await knex.schema.hasColumn('role_requests', 'approved_at')) {
        await step('down');
      }
      await knex('role_requests').insert([
        { ...REQUEST, id: 'old', status: 'approved', role_key: 'old' },
        {
          ...REQUEST,
          id: 'ruled',
          status: 'provisioned',
          role_key: 'ruled',
          approved_by_rule: 'harmless',
        },
      ]);
      await knex.migrate.latest({ directory: migrationsDirectory });

      const rows = await knex('role_requests').orderBy('id');
      expect(
        rows.map(
          ({ id: requestId, approval_kind: kind, usable_until: until }) => [
            requestId,
            kind,
            until && new Date(until).toISOString(),
          ],
        ),
      ).toEqual([
        [REQUEST.id, null, null],
        ['old', 'people', '1970-01-08T00:00:00.000Z'],
        ['ruled', 'rule', '1970-01-08T00:00:00.000Z'],
      ]);
      // Request content stays immutable, and foreign keys stay enforced.
      await expect(
        knex('role_requests').update({ reason: 'x' }),
      ).rejects.toThrow('does not change');
      await expect(
        knex('role_request_history').insert({ ...ROW, request_id: 'none' }),
      ).rejects.toThrow(/foreign key/i);
      await expect(
        knex('role_requests').where({ id: 'old' }).delete(),
      ).resolves.toBe(1);
      await knex('role_requests').where({ id: 'ruled' }).delete();
    });

    it.each([
      [
        'role_request_outcomes',
        { checked_at: new Date(0), state: 'ready', detail: '{}' },
        { state: 'logs-lost' },
        /outcomes of requests are only added to/,
      ],
      [
        'role_request_origins',
        { service: 'plugin:scaffolder', template_ref: 'template:default/a' },
        { template_ref: 'template:default/b' },
        /origin of a request does not change/,
      ],
      [
        'role_request_reviews',
        {
          at: new Date(0),
          event: 'approve',
          actor_kind: 'user',
          actor: 'user:default/grace',
          spec_hash: 'a',
          review_hash: 'b',
          review: '{}',
        },
        { review: '[]' },
        /what was decided about is only added to/,
      ],
    ])('keep %s unchanged', async (table, row, changes, why) => {
      await knex(table).insert({ ...row, request_id: REQUEST.id });
      const before = await knex(table);

      await expect(knex(table).update(changes)).rejects.toThrow(why);
      await expect(knex(table).delete()).rejects.toThrow(why);
      await expect(knex(table).truncate()).rejects.toThrow(why);
      await expect(replace(table, changes)).rejects.toThrow(
        id === 'SQLITE_3' ? why : /syntax error/,
      );
      expect(await knex(table)).toEqual(before);
      expect(before).toHaveLength(1);
    });

    it.each<[string, () => Promise<unknown>]>([
      [
        'changed',
        async () => knex('role_request_history').update({ comment: 'x' }),
      ],
      ['deleted', async () => knex('role_request_history').delete()],
      ['emptied', async () => knex('role_request_history').truncate()],
    ])('keep a history that cannot be %s, even with SQL', async (_, change) => {
      await expect(change()).rejects.toThrow('only added to');
      expect(await knex('role_request_history')).toHaveLength(1);
    });

    it.each([
      ['role_request_history', { comment: 'x' }, /only added to/],
      ['role_requests', { reason: 'x' }, /does not change/],
    ])('prevent the replacement of rows in %s', async (table, changes, why) => {
      const before = await knex(table);

      // PostgreSQL has no such statement.
      await expect(replace(table, changes)).rejects.toThrow(
        id === 'SQLITE_3' ? why : /syntax error/,
      );

      const [{ ...row }] = before;
      await expect(
        knex(table)
          .insert({ ...row, ...changes })
          .onConflict('id')
          .merge(),
      ).rejects.toThrow(why);
      expect(await knex(table)).toEqual(before);
    });

    it.each(['spec', 'spec_hash', 'requester', 'rules', 'reason', 'adopt'])(
      'keep the %s of a request unchanged',
      async column => {
        await expect(
          knex('role_requests').update({ [column]: '1' }),
        ).rejects.toThrow('does not change');
      },
    );

    it('do not allow deleting a request that has a history', async () => {
      await expect(knex('role_requests').delete()).rejects.toThrow(
        /foreign key/i,
      );
      await expect(
        knex('role_request_history').insert({ ...ROW, request_id: 'other' }),
      ).rejects.toThrow(/foreign key/i);
    });

    it('allow one pending request per role, in any spelling', async () => {
      const other = { ...REQUEST, id: 'other', role_name: 'wEB' };
      await expect(knex('role_requests').insert(other)).rejects.toThrow(
        /unique/i,
      );
      await knex('role_requests').insert([
        { ...other, account_id: '444455556666' },
        { ...other, id: 'third', status: 'withdrawn' },
      ]);
    });

    it.each([
      ['an unknown status', { status: 'lost' }],
      ['a rejection without an actor', { status: 'rejected' }],
      ['a failure with nothing left to do', { status: 'failed' }],
    ])('refuse %s', async (_, changes) => {
      await expect(
        knex('role_requests').insert({ ...REQUEST, id: 'wrong', ...changes }),
      ).rejects.toThrow(/check|constraint/i);
    });
  });
});
