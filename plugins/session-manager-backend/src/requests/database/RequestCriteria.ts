import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { ColumnCriterion, whereCriteria } from '../../database/whereCriteria';

/**
 * The requests that a caller may see, by their requester, account or service;
 * absent: all.
 */
export type RequestCriteria = PermissionCriteria<
  ColumnCriterion<keyof typeof COLUMNS>
>;

const COLUMNS = {
  requester: 'role_requests.requester',
  account: 'role_requests.account_id',
  entity: 'role_requests.entity_ref',
};

/** Limits a query of `role_requests` to those that the caller may see. */
export function whereVisible(
  query: Knex.QueryBuilder,
  visible: RequestCriteria | undefined,
): void {
  if (visible) {
    whereCriteria(query, visible, COLUMNS);
  }
}
