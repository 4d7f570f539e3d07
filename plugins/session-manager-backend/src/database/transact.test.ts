import { Knex } from 'knex';
import { useDatabases } from '../__testUtils__/databases';
import { withDatabaseErrors, transact, redactSql } from './transact';

jest.setTimeout(60_000);

describe('errors of the database', () => {
  const databases = useDatabases();

  describe.each(databases.ids)('%s', id => {
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.migrated(id);
    });

    it('contain the database’s message, without the statement and its values', async () => {
      const insert = () =>
        knex('role_request_approvers').insert({
          request_id: 'no-such - request',
        });

      const error = (await insert().catch(redactSql)) as Error;

      expect(error.message).toMatch(
        /^The portal’s database rejected a statement: .*null.* \((?:23502|SQLITE_CONSTRAINT_NOTNULL)\)$/i,
      );
      expect(error.message).not.toMatch(/insert|no-such/);
      expect(error).not.toHaveProperty('cause');
      await expect(transact(knex, tx => tx.raw('nonsense'))).rejects.toThrow(
        /^The portal’s database rejected a statement: /,
      );
    });
  });

  it.each([
    ['57P01', 'error'],
    ['57P03', 'error'],
    ['53300', 'error'],
    ['08006', 'error'],
    ['55P03', 'error'],
    ['SQLITE_BUSY', 'SqliteError'],
    ['SQLITE_BUSY_SNAPSHOT', 'SqliteError'],
    ['SQLITE_LOCKED', 'SqliteError'],
    ['SQLITE_FULL', 'SqliteError'],
  ])('with code %s mean that it is unavailable', (code, name) => {
    const error = Object.assign(new Error(`select 1 - ${code}`), {
      name,
      code,
      severity: 'FATAL',
    });

    expect(redactSql(error)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.not.stringContaining('select'),
    });
  });

  it('of the network are attributed to it only if nothing else was called', async () => {
    const refused = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
    });

    await expect(
      withDatabaseErrors(async () => {
        throw refused;
      }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(redactSql(refused)).toBe(refused);
  });
});
