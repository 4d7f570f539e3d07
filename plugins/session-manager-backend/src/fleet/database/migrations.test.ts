import { READINESS_STATES } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../../__testUtils__/databases';
import { migrationsDirectory } from '../../database/openDatabase';
import { ACCOUNT, predictedRole } from '../__testUtils__/predictedRole';
import { syncAccounts } from './operations/accounts';
import { writeRoles } from './operations/writeRoles';

jest.setTimeout(120_000);

const TABLES = [
  'fleet_account_states',
  'fleet_accounts',
  'fleet_digest_roles',
  'fleet_digests',
  'fleet_environment_resources',
  'fleet_environments',
  'fleet_notices',
  'fleet_refreshes',
  'fleet_role_documents',
  'fleet_role_policies',
  'fleet_role_profiles',
  'fleet_role_problems',
  'fleet_role_regions',
  'fleet_roles',
  'fleet_scan_pages',
];
const NOW = new Date(0);

describe('the fleet tables', () => {
  const databases = useDatabases();

  describe.each(databases.ids)('%s', id => {
    let knex: Knex;

    const tables = async () => {
      const there = await Promise.all(
        TABLES.map(table => knex.schema.hasTable(table)),
      );
      return TABLES.filter((_, index) => there[index]);
    };

    /** Each state, so that each is stored in the order of severity. */
    const insert = () =>
      knex.transaction(async tx => {
        await syncAccounts(tx, [{ accountId: ACCOUNT }], NOW);
        await writeRoles(
          tx,
          READINESS_STATES.map(state =>
            predictedRole({
              roleName: state,
              state,
              problems: ['s3-put-denied'],
            }),
          ),
          { observedAt: NOW, now: NOW },
        );
      });

    it('can be migrated up, down with rows in them, and up again', async () => {
      knex = await databases.migrated(id);
      expect(await tables()).toEqual(TABLES);
      await insert();

      while ((await tables()).length > 0) {
        await knex.migrate.down({ directory: migrationsDirectory });
      }
      await knex.migrate.latest({ directory: migrationsDirectory });
      expect(await tables()).toEqual(TABLES);
      await insert();
    });

    it.each([
      ['a state with the rank of another', { state: 'ready' }],
      ['a state with an unknown rank', { state_rank: 9 }],
      ['nodes of which the number is not known', { nodes_online: 1 }],
    ])('refuse %s', async (_, changes) => {
      await expect(
        knex('fleet_roles').where({ state: 'unknown' }).update(changes),
      ).rejects.toThrow(/check|constraint/i);
    });

    it('keep no documents, problems or regions without their role', async () => {
      await expect(knex('fleet_roles').delete()).rejects.toThrow(
        /foreign key/i,
      );
    });
  });
});
