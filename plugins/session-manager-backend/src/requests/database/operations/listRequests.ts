import { Knex } from 'knex';
import { PageRequest, readPage, SortedList } from '../../../database/readPage';
import { RequestSelection, selectRequests } from '../RequestSelection';
import { RequestRow } from '../rows';
import { readableAmong } from './readRequests';

type SortField = 'createdAt' | 'updatedAt' | 'roleName';

/** The page of the selected requests. */
export type StoredRequestPage = PageRequest<SortField>;

const LIST: SortedList<SortField> = {
  table: 'role_requests',
  id: 'id',
  keys: {
    createdAt: { column: 'created_at', kind: 'time' },
    updatedAt: { column: 'updated_at', kind: 'time' },
    roleName: { column: 'role_key', kind: 'text' },
  },
};

/** One page, and the cursors of the pages before and after it. */
export async function listRequests(
  tx: Knex,
  selection: RequestSelection,
  page: StoredRequestPage,
) {
  const { rows, pageInfo } = await readPage<RequestRow, SortField>(
    selectRequests(tx, selection).select('role_requests.*'),
    LIST,
    page,
  );
  const { stored, unreadable } = await readableAmong(tx, rows);
  return { items: stored, unreadable, pageInfo };
}

/** The number of selected requests. */
export async function countRequests(
  tx: Knex,
  selection: RequestSelection,
): Promise<number> {
  const [{ count }] = await selectRequests(tx, selection).count({ count: '*' });
  return Number(count);
}
