import { Knex } from 'knex';
import { decodeCursor, encodeCursor, RequestCursor } from '../RequestCursor';
import { RequestSelection, selectRequests } from '../RequestSelection';
import { RequestRow } from '../rows';
import { readableAmong } from './readRequests';

/** The page of the selected requests. */
export interface StoredRequestPage {
  sort: Pick<RequestCursor, 'field' | 'order'>;
  cursor?: string;
  limit: number;
}

const COLUMNS = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  roleName: 'role_key',
} as const;

/** One page, and the cursors of the pages before and after it. */
export async function listRequests(
  tx: Knex,
  selection: RequestSelection,
  page: StoredRequestPage,
) {
  const { limit } = page;
  const cursor = page.cursor ? decodeCursor(page.cursor) : undefined;
  const { field, order } = cursor ?? page.sort;
  const backwards = cursor?.direction === 'prev';
  const ascending = (order === 'asc') !== backwards;
  const column = COLUMNS[field];
  const query = selectRequests(tx, selection)
    .select<RequestRow[]>('role_requests.*')
    .orderBy([
      { column: `role_requests.${column}`, order: ascending ? 'asc' : 'desc' },
      { column: 'role_requests.id', order: ascending ? 'asc' : 'desc' },
    ])
    .limit(limit + 1);
  if (cursor) {
    query.whereRaw(`(??, ??) ${ascending ? '>' : '<'} (?, ?)`, [
      `role_requests.${column}`,
      'role_requests.id',
      valueOf(cursor),
      cursor.id,
    ]);
  }
  const read: RequestRow[] = await query;
  const rows = read.slice(0, limit);
  if (backwards) {
    rows.reverse();
  }
  const more = read.length > limit;
  const cursorAt = (row: RequestRow | undefined, direction: 'next' | 'prev') =>
    row && encodeCursor({ field, order, direction, ...placeOf(row, field) });
  const { stored, unreadable } = await readableAmong(tx, rows);
  return {
    items: stored,
    unreadable,
    pageInfo: {
      nextCursor: more || backwards ? cursorAt(rows.at(-1), 'next') : undefined,
      prevCursor:
        (backwards && more) || (cursor && !backwards)
          ? cursorAt(rows[0], 'prev')
          : undefined,
    },
  };
}

/** The number of selected requests. */
export async function countRequests(
  tx: Knex,
  selection: RequestSelection,
): Promise<number> {
  const [{ count }] = await selectRequests(tx, selection).count({ count: '*' });
  return Number(count);
}

function placeOf(row: RequestRow, field: RequestCursor['field']) {
  const value =
    field === 'roleName'
      ? row.role_key
      : new Date(row[COLUMNS[field]]).getTime();
  return { value, id: row.id };
}

function valueOf({ value }: RequestCursor): Date | string {
  return typeof value === 'number' ? new Date(value) : value;
}
