import { Knex } from 'knex';
import { useDatabases } from '../__testUtils__/databases';
import { transact } from '../database/transact';
import { ACCOUNT, predictedRole } from './__testUtils__/predictedRole';
import { syncAccounts } from './database/operations/accounts';
import { writeRoles } from './database/operations/writeRoles';
import { createFleetOwners } from './FleetOwners';

jest.setTimeout(60_000);

const databases = useDatabases();

it.each(databases.ids)(
  'stores the owners that the catalog has now, in %s',
  async id => {
    const knex: Knex = await databases.migrated(id);
    const now = new Date();
    await transact(knex, async tx => {
      await syncAccounts(tx, [{ accountId: ACCOUNT }], now);
      await writeRoles(
        tx,
        [
          ['new', 'component:default/new', undefined],
          ['moved', 'component:default/moved', 'group:default/before'],
          ['same', 'component:default/same', 'group:default/same'],
          ['gone', 'component:default/gone', 'group:default/gone'],
          ['none', undefined, undefined],
        ].map(([roleName, entityRef, owner]) =>
          predictedRole({ roleName: roleName!, entityRef, owner }),
        ),
        { observedAt: now, now },
      );
    });
    const updates: string[] = [];
    knex.on('query', ({ sql }) => /^update/.test(sql) && updates.push(sql));

    const asked: string[][] = [];
    const { refresh } = createFleetOwners({
      knex,
      ownership: {
        ownersOf: async refs => {
          asked.push([...refs].sort());
          return new Map([
            ['component:default/new', ['group:default/New']],
            ['component:default/moved', ['group:default/after', 'user:x/y']],
            ['component:default/same', ['group:default/same']],
            ['component:default/gone', []],
          ]);
        },
      },
    });
    await refresh(new AbortController().signal);
    await refresh(new AbortController().signal);

    const rows = await knex('fleet_roles').orderBy('role_name');
    expect(rows.map(row => [row.role_name, row.owner_ref])).toEqual([
      ['gone', ''],
      ['moved', 'group:default/after'],
      ['new', 'group:default/new'],
      ['none', ''],
      ['same', 'group:default/same'],
    ]);
    expect(asked[0]).toEqual([
      'component:default/gone',
      'component:default/moved',
      'component:default/new',
      'component:default/same',
    ]);
    // What is the same is not written again.
    expect(updates).toHaveLength(3);
    await knex.destroy();
  },
);
