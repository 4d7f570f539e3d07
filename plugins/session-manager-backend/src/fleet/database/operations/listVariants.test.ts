import { ReadinessState } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { useDatabases } from '../../../__testUtils__/databases';
import { transact } from '../../../database/transact';
import { predictedRole } from '../../__testUtils__/predictedRole';
import { RoleVariant } from '../../roleVariant';
import { syncAccounts } from './accounts';
import { listVariants } from './listVariants';
import { writeRoles } from './writeRoles';

jest.setTimeout(120_000);

const NOW = new Date('2026-12-01T00:00:00.000Z');
const ACCOUNTS = ['1', '2', '3', '4'].map(digit => digit.repeat(12));

const shape = (
  changes: Partial<RoleVariant['shape']> = {},
): RoleVariant['shape'] => ({
  trust: 't',
  permissions: 'p',
  boundary: 'b',
  'instance-profile': 'i',
  ...changes,
});

/** A role in one of the accounts. */
const role = (
  roleName: string,
  account: number,
  changes: Partial<RoleVariant['shape']> = {},
  state: ReadinessState = 'ready',
) =>
  predictedRole({
    roleName,
    accountId: ACCOUNTS[account],
    state,
    variant: { name: roleName, shape: shape(changes) },
  });

const databases = useDatabases();

describe.each(databases.ids)('roles of one name, in %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.migrated(id);
    await transact(knex, async tx => {
      await syncAccounts(
        tx,
        ACCOUNTS.map(accountId => ({ accountId })),
        NOW,
      );
      await writeRoles(
        tx,
        [
          ...[0, 1, 2].map(account => role('alike', account)),
          ...[0, 1].map(account => role('odd', account)),
          role('odd', 2, { trust: 'x', permissions: 'y' }),
          role('odd', 3, {}, 'logs-lost'),
          role('once', 0, { trust: 'z' }),
          role('two', 0, {}, 'sessions-fail'),
          role('two', 1, { boundary: 'x' }, 'logs-lost'),
        ],
        { observedAt: NOW, now: NOW },
      );
    });
  });

  afterAll(() => knex?.destroy());

  const variants = (
    selection: Parameters<typeof listVariants>[1] = {},
    page: Parameters<typeof listVariants>[2] = { limit: 10 },
  ) => transact(knex, tx => listVariants(tx, selection, page));

  it('are listed with those that differ from most, and in what', async () => {
    const { items, nextCursor } = await variants();

    expect(items).toMatchObject([
      {
        roleName: 'odd',
        accounts: 4,
        usual: { accounts: 2, role: { state: 'ready' } },
        odd: [
          {
            role: { accountId: ACCOUNTS[2] },
            differs: ['trust', 'permissions'],
          },
          { role: { accountId: ACCOUNTS[3] }, differs: ['state'] },
        ],
      },
      {
        roleName: 'two',
        accounts: 2,
        // As many accounts have each, and this one is in the better state.
        usual: { accounts: 1, role: { accountId: ACCOUNTS[1] } },
        odd: [
          {
            role: { accountId: ACCOUNTS[0] },
            differs: ['boundary', 'state'],
          },
        ],
      },
    ]);
    expect(nextCursor).toBeUndefined();
  });

  it('are compared only with those that are selected', async () => {
    const { items } = await variants({ accountIds: ACCOUNTS.slice(0, 2) });
    expect(items.map(({ roleName }) => roleName)).toEqual(['two']);

    const { items: none } = await variants({
      visible: { key: 'account', values: [ACCOUNTS[0]] },
    });
    expect(none).toEqual([]);
  });

  it('are listed page by page', async () => {
    const first = await variants({}, { limit: 1 });
    const second = await variants({}, { limit: 1, cursor: first.nextCursor });

    expect(
      [first, second].map(({ items }) => items.map(each => each.roleName)),
    ).toEqual([['odd'], ['two']]);
    expect(second.nextCursor).toBeUndefined();
    await expect(variants({}, { limit: 1, cursor: 'x' })).rejects.toThrow(
      'cursor: must be a cursor of a previous page',
    );
  });
});
