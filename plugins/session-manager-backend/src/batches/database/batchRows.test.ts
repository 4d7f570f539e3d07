import { Knex } from 'knex';
import { useDatabases } from '../../__testUtils__/databases';
import { migrationsDirectory } from '../../database/openDatabase';
import {
  deleteOldBatches,
  insertBatch,
  readBatch,
  recordEnd,
  recordOutcome,
  unendedItems,
} from './batchRows';

jest.setTimeout(120_000);

const TABLES = ['batches', 'batch_items'];
const START = new Date('2026-12-01T08:00:00Z');
const LATER = new Date('2026-12-01T08:01:00Z');

const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

describe('the tables of batches', () => {
  const databases = useDatabases();

  describe.each(databases.ids)('%s', id => {
    let knex: Knex;

    const tables = async () => {
      const there = await Promise.all(
        TABLES.map(table => knex.schema.hasTable(table)),
      );
      return TABLES.filter((_, index) => there[index]);
    };
    const insert = (batchId: string, names: string[]) =>
      knex.transaction(tx =>
        insertBatch(
          tx,
          {
            id: batchId,
            action: 'repair',
            creator: 'user:default/ada',
            reason: 'on call',
          },
          names.map(name => ({
            roleArn: roleArn(name),
            owner: 'group:default/a',
          })),
          START,
        ),
      );

    beforeEach(async () => {
      knex = await databases.migrated(id);
    });

    it('can be migrated up, down with rows in them, and up again', async () => {
      await insert('b1', ['web']);
      while ((await tables()).length > 0) {
        await knex.migrate.down({ directory: migrationsDirectory });
      }
      await knex.migrate.latest({ directory: migrationsDirectory });
      expect(await tables()).toEqual(TABLES);
    });

    it('keep what was started for each role, and how it ended', async () => {
      await insert('b1', ['left', 'requested', 'running', 'waiting']);
      const record = (
        name: string,
        outcome: Parameters<typeof recordOutcome>[2],
      ) =>
        knex.transaction(tx =>
          recordOutcome(
            tx,
            { batchId: 'b1', roleArn: roleArn(name) },
            outcome,
            LATER,
          ),
        );
      await record('left', { omission: 'no-service' });
      await record('requested', { requestId: 'r' });
      await record('running', { taskId: 't' });

      const stored = await readBatch(knex, 'b1');
      expect(stored?.batch).toEqual({
        id: 'b1',
        action: 'repair',
        creator: 'user:default/ada',
        reason: 'on call',
        createdAt: START.toISOString(),
        activeAt: LATER.toISOString(),
      });
      const item = { owner: 'group:default/a' };
      expect(stored?.items).toEqual([
        { ...item, roleArn: roleArn('left'), omission: 'no-service' },
        { ...item, roleArn: roleArn('requested'), requestId: 'r' },
        { ...item, roleArn: roleArn('running'), taskId: 't' },
        { ...item, roleArn: roleArn('waiting') },
      ]);
      const unended = async () =>
        (
          await unendedItems(
            knex,
            ['left', 'requested', 'running', 'waiting'].map(roleArn),
          )
        ).map(each => each.roleArn);
      expect((await unended()).sort()).toEqual([
        roleArn('running'),
        roleArn('waiting'),
      ]);

      const running = { batchId: 'b1', roleArn: roleArn('running') };
      await recordEnd(knex, running, { ended: 'failed', error: 'no' });
      // The first to look has stored it.
      await recordEnd(knex, running, { ended: 'done', error: null });
      expect((await readBatch(knex, 'b1'))?.items[2]).toMatchObject({
        ended: 'failed',
        error: 'no',
      });
      expect(await unended()).toEqual([roleArn('waiting')]);
    });

    it('lose the old batches', async () => {
      await insert('b1', ['web']);
      await knex.transaction(tx => deleteOldBatches(tx, START));
      expect(await readBatch(knex, 'b1')).toBeDefined();

      await knex.transaction(tx => deleteOldBatches(tx, LATER));
      expect(await readBatch(knex, 'b1')).toBeUndefined();
    });
  });
});
