import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { findPostgres, LocalPostgres, startPostgres } from 'local-aws';
import { migrationsDirectory } from '../database/openDatabase';

const POSTGRES = 'POSTGRES_15';
const CONNECTION = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/**
 * Empty databases for the tests of a file: SQLite, and a PostgreSQL that is
 * started here unless the environment names one. If there is no PostgreSQL, a
 * warning says what is missing, and only SQLite is used.
 */
export function useDatabases() {
  const programs = findPostgres();
  const given = process.env[CONNECTION];
  const ids: TestDatabaseId[] = ['SQLITE_3'];
  if (given || 'folder' in programs) {
    ids.push(POSTGRES);
  } else {
    console.warn(
      `Not tested on PostgreSQL. ${programs.missing} Or set ${CONNECTION} to a server.`,
    );
  }
  // A placeholder until the server is started.
  process.env[CONNECTION] = given ?? 'postgres://to-be-started';
  const databases = TestDatabases.create({ ids });
  let postgres: LocalPostgres | undefined;

  async function init(id: TestDatabaseId): Promise<Knex> {
    if (id === POSTGRES && 'folder' in programs && !given && !postgres) {
      postgres = await startPostgres(programs.folder);
      const { user, host, port } = postgres;
      process.env[CONNECTION] = `postgres://${user}@${host}:${port}/postgres`;
    }
    return databases.init(id);
  }

  afterAll(() => postgres?.stop());

  return {
    ids,
    /** An empty database. */
    init,
    /** A database with the tables of this version. */
    async migrated(id: TestDatabaseId): Promise<Knex> {
      const knex = await init(id);
      await knex.migrate.latest({ directory: migrationsDirectory });
      return knex;
    },
  };
}
