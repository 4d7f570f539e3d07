import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { Knex } from 'knex';
import { RequestCriteria, RequestCriterion } from './RequestCriteria';

const COLUMNS = {
  requester: 'role_requests.requester',
  account: 'role_requests.account_id',
  entity: 'role_requests.entity_ref',
};

/** Adds the criteria to a query of `role_requests`. */
export function whereCriteria(
  query: Knex.QueryBuilder,
  criteria: RequestCriteria,
): void {
  if (isNotCriteria(criteria)) {
    query.whereNot(inner => whereCriteria(inner, criteria.not));
  } else if (isOrCriteria(criteria)) {
    query.where(inner => {
      for (const each of criteria.anyOf) {
        inner.orWhere(alternative => whereCriteria(alternative, each));
      }
    });
  } else if (isAndCriteria(criteria)) {
    query.where(inner => {
      for (const each of criteria.allOf) {
        inner.andWhere(part => whereCriteria(part, each));
      }
    });
  } else {
    whereCriterion(query, criteria);
  }
}

function whereCriterion(
  query: Knex.QueryBuilder,
  { key, values }: RequestCriterion,
): void {
  // In SQL, null is neither in a list nor not in it.
  query.where(inner =>
    inner.whereNotNull(COLUMNS[key]).whereIn(COLUMNS[key], values),
  );
}

/** Those of a request's approvers who are among the given refs. */
export function whereApprover(
  query: Knex.QueryBuilder,
  refs: readonly string[],
): Knex.QueryBuilder {
  return query
    .from('role_request_approvers')
    .whereRaw('?? = ??', [
      'role_request_approvers.request_id',
      'role_requests.id',
    ])
    .whereIn('role_request_approvers.approver', refs);
}
