import { Knex } from 'knex';
import { Cursor, decodeCursor, encodeCursor, Sort, SortKeys } from './Cursor';

/** A list that is read page by page, in the order of one of its keys. */
export interface SortedList<Field extends string> {
  table: string;
  /** A unique text column, which orders rows with equal keys. */
  id: string;
  keys: SortKeys<Field>;
}

/** Which page of a list. */
export interface PageRequest<Field extends string> {
  /** The order of the first page; a cursor has its own. */
  sort: Sort<Field>;
  cursor?: string;
  limit: number;
}

/** A page, and the cursors of the pages before and after it. */
export interface Page<Row> {
  rows: Row[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

/**
 * Reads a page by the position after or before which it is, not by a number of
 * rows to skip: each page costs the same, and rows that others insert or delete
 * do not move it.
 *
 * @param query - the rows and columns of the list
 */
export async function readPage<Row extends object, Field extends string>(
  query: Knex.QueryBuilder,
  { table, id, keys }: SortedList<Field>,
  { limit, sort, ...page }: PageRequest<Field>,
): Promise<Page<Row>> {
  const cursor = page.cursor ? decodeCursor(page.cursor, keys) : undefined;
  const { field, order } = cursor ?? sort;
  const { column, kind } = keys[field];
  const backwards = cursor?.direction === 'prev';
  const ascending = (order === 'asc') !== backwards;
  const place = [`${table}.${column}`, `${table}.${id}`];
  query
    .orderBy(
      place.map(each => ({ column: each, order: ascending ? 'asc' : 'desc' })),
    )
    .limit(limit + 1);
  if (cursor) {
    query.whereRaw(`(??, ??) ${ascending ? '>' : '<'} (?, ?)`, [
      ...place,
      kind === 'time' ? new Date(cursor.value) : cursor.value,
      cursor.id,
    ]);
  }
  const read: Row[] = await query;
  const rows = read.slice(0, limit);
  if (backwards) {
    rows.reverse();
  }
  const more = read.length > limit;
  const cursorAt = (
    row: Row | undefined,
    direction: Cursor<Field>['direction'],
  ) => {
    if (!row) {
      return undefined;
    }
    const { [column]: value, [id]: rowId } = row as Record<string, unknown>;
    return encodeCursor({
      field,
      order,
      value:
        kind === 'time'
          ? new Date(value as Date | number).getTime()
          : (value as number | string),
      id: String(rowId),
      direction,
    });
  };
  return {
    rows,
    pageInfo: {
      nextCursor: more || backwards ? cursorAt(rows.at(-1), 'next') : undefined,
      prevCursor:
        (backwards && more) || (cursor && !backwards)
          ? cursorAt(rows[0], 'prev')
          : undefined,
    },
  };
}
