import { ReportedChange } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../__testUtils__/databases';
import { createChangeMarks } from './ChangeMarks';

jest.setTimeout(120_000);

const accountId = '111122223333';
const web: ReportedChange = { accountId, what: 'role', roleName: 'web' };

describe('change marks', () => {
  const databases = useDatabases();

  describe.each(databases.ids)('on %s', id => {
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.migrated(id);
    });

    afterEach(() => knex('change_marks').delete());

    it('are visible to another replica, with the time of the last change', async () => {
      const [here, there] = [1, 2].map(() => createChangeMarks({ knex }));
      expect(await there.last([web])).toEqual({ version: '' });

      const before = Date.now();
      await here.record([web]);
      const first = await there.last([web]);
      await here.record([web]);
      const second = await there.last([web]);

      expect(first.changedAt).toBeGreaterThanOrEqual(before - 1);
      expect(first.changedAt).toBeLessThanOrEqual(Date.now());
      expect(first.version).not.toBe('');
      expect(second.version).not.toBe(first.version);
      expect(await here.last([web])).toEqual(second);
    });

    it('do not affect other subjects', async () => {
      const marks = createChangeMarks({ knex });
      await marks.record([web]);

      expect(
        await marks.last([
          { ...web, roleName: 'api' },
          { what: 'environment', accountId },
        ]),
      ).toEqual({ version: '' });
      expect(await marks.last([])).toEqual({ version: '' });
    });

    it('can be recorded concurrently', async () => {
      const marks = createChangeMarks({ knex });
      const changes = Array.from({ length: 20 }, (_, n): ReportedChange => ({
        ...web,
        roleName: `web-${n % 3}`,
      }));

      await Promise.all(
        changes.map((change, n) =>
          marks.record(n % 2 ? [change, web] : [web, change]),
        ),
      );

      expect((await marks.last([web])).version).not.toBe('');
    });

    it('are read in one query by concurrent callers', async () => {
      const marks = createChangeMarks({ knex });
      await marks.record([web]);
      const queries = jest.fn();
      knex.on('query', queries);

      const all = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          marks.last([{ ...web, roleName: `web-${n}` }, web]),
        ),
      );

      knex.off('query', queries);
      expect(queries).toHaveBeenCalledTimes(1);
      expect(new Set(all.map(({ version }) => version)).size).toBe(1);
    });

    it('are deleted once no older reading is cached', async () => {
      const marks = createChangeMarks({ knex });
      await marks.record([web]);
      await knex('change_marks').update({
        changed_at: new Date(Date.now() - 3 * 24 * 3_600_000),
      });

      await marks.record([{ what: 'environment', accountId }]);

      expect(await marks.last([web])).toEqual({ version: '' });
      expect(await knex('change_marks')).toHaveLength(2);
    });
  });
});
