import { Knex } from 'knex';

/**
 * Limits a query to the rows that contain a text in one of the columns, without
 * regard to case. The text has no wildcards.
 */
export function whereText(
  query: Knex.QueryBuilder,
  text: string,
  columns: readonly string[],
): void {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  query.where(inner => {
    for (const column of columns) {
      inner.orWhereRaw("lower(??) like ? escape '\\'", [column, pattern]);
    }
  });
}
