import { Knex } from 'knex';
import { PageRequest, readPage, SortedList } from '../../../database/readPage';
import { Time } from '../../../database/times';
import { RoleCriteria, RoleSelection, selectRoles } from '../RoleSelection';
import { RoleRow } from '../rows';
import { LISTED_COLUMNS, ListedRole, listedRole } from '../StoredRole';

/** What a list of roles can be sorted by. */
export type RoleSortField =
  'roleName' | 'entityRef' | 'owner' | 'accountId' | 'state' | 'changedAt';

const LIST: SortedList<RoleSortField> = {
  table: 'fleet_roles',
  id: 'role_arn',
  keys: {
    roleName: { column: 'role_key', kind: 'text' },
    entityRef: { column: 'entity_ref', kind: 'text' },
    owner: { column: 'owner_ref', kind: 'text' },
    accountId: { column: 'account_id', kind: 'text' },
    // Ascending: the most severe first.
    state: { column: 'state_rank', kind: 'number' },
    changedAt: { column: 'changed_at', kind: 'time' },
  },
};

/** Which page of the roles. */
export type RolePageRequest = PageRequest<RoleSortField>;

/** A page of the selected roles. */
export interface ListedRolePage {
  items: ListedRole[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

/** One page, and the cursors of the pages before and after it. */
export async function listFleetRoles(
  tx: Knex,
  selection: RoleSelection,
  page: RolePageRequest,
): Promise<ListedRolePage> {
  const { rows, pageInfo } = await readPage<RoleRow, RoleSortField>(
    selectRoles(tx, selection).select(LISTED_COLUMNS),
    LIST,
    page,
  );
  return { items: await withAges(tx, rows), pageInfo };
}

/** The accounts that have a role that is visible. */
export async function accountsWithRoles(
  tx: Knex,
  visible: RoleCriteria,
): Promise<Set<string>> {
  return new Set(
    await selectRoles(tx, { visible })
      .distinct('account_id')
      .pluck('account_id'),
  );
}

/** The number of selected roles. */
export async function countFleetRoles(
  tx: Knex,
  selection: RoleSelection,
): Promise<number> {
  const [{ count }] = await selectRoles(tx, selection).count({ count: '*' });
  return Number(count);
}

const BATCH = 1000;

/** All selected roles, page by page. */
export async function* streamFleetRoles(
  tx: Knex,
  selection: RoleSelection,
  sort: RolePageRequest['sort'],
): AsyncGenerator<ListedRole[]> {
  let cursor: string | undefined;
  do {
    const { items, pageInfo } = await listFleetRoles(tx, selection, {
      sort,
      cursor,
      limit: BATCH,
    });
    yield items;
    cursor = pageInfo.nextCursor;
  } while (cursor);
}

/** Of each role when its account was scanned. */
export async function withAges(
  tx: Knex,
  rows: readonly RoleRow[],
): Promise<ListedRole[]> {
  const accounts: Array<{ account_id: string; scanned_at: Time | null }> =
    await tx('fleet_accounts')
      .select('account_id', 'scanned_at')
      .whereIn('account_id', [
        ...new Set(rows.map(({ account_id: id }) => id)),
      ]);
  const scanned = new Map(
    accounts.map(account => [account.account_id, account.scanned_at]),
  );
  return rows.map(row => listedRole(row, scanned.get(row.account_id)));
}
