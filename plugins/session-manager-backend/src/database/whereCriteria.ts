import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { Knex } from 'knex';

/** A criterion of a permission rule: a column has one of the values. */
export interface ColumnCriterion<Key extends string> {
  key: Key;
  values: readonly string[];
}

/**
 * Adds criteria to a query.
 *
 * @param columns - the columns that the keys stand for
 */
export function whereCriteria<Key extends string>(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ColumnCriterion<Key>>,
  columns: Readonly<Record<Key, string>>,
): void {
  const add = (to: Knex.QueryBuilder, each: typeof criteria) =>
    whereCriteria(to, each, columns);
  if (isNotCriteria(criteria)) {
    query.whereNot(inner => add(inner, criteria.not));
  } else if (isOrCriteria(criteria)) {
    query.where(inner => {
      for (const each of criteria.anyOf) {
        inner.orWhere(alternative => add(alternative, each));
      }
    });
  } else if (isAndCriteria(criteria)) {
    query.where(inner => {
      for (const each of criteria.allOf) {
        inner.andWhere(part => add(part, each));
      }
    });
  } else {
    const column = columns[criteria.key];
    // In SQL, null is neither in a list nor not in it.
    query.where(inner =>
      inner.whereNotNull(column).whereIn(column, criteria.values),
    );
  }
}
