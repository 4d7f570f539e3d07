import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** The directory of this package's migrations. */
export const migrationsDirectory = resolvePackagePath(
  'backstage-plugin-session-manager-backend',
  'migrations',
);

/** The database, migrated to this version. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory });
  }
  return knex;
}
