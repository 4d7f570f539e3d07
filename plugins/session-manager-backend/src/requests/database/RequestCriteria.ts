import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { ColumnCriterion, whereCriteria } from '../../database/whereCriteria';

/** A criterion by a request's requester, account or service. */
export type RequestCriterion = ColumnCriterion<keyof typeof COLUMNS>;

/** The requests that a caller may see; absent: all. */
export type RequestCriteria = PermissionCriteria<RequestCriterion>;

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
