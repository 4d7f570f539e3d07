import {
  ApprovalKind,
  RequestStatus,
  RequestView,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { whereText } from '../../database/whereText';
import { RequestCriteria, whereVisible } from './RequestCriteria';

/** The user whose view it is. */
export interface Viewer {
  ref: string;
  /** The viewer and all their groups, as in lists of approvers. */
  approverRefs: readonly string[];
  /** The accounts of which they are currently among the approvers. */
  approvesIn: readonly string[];
}

/** Selects requests. */
export interface RequestSelection {
  view: RequestView;
  viewer: Viewer;
  /** The requests that the viewer may see; absent: all. */
  visible?: RequestCriteria;
  status?: readonly RequestStatus[];
  approval?: readonly ApprovalKind[];
  accountId?: string;
  entityRef?: string;
  q?: string;
  now: Date;
}

const SEARCHED = ['role_name', 'entity_ref', 'requester', 'reason'].map(
  column => `role_requests.${column}`,
);

/** A query of `role_requests` for the selected ones. */
export function selectRequests(
  tx: Knex,
  selection: RequestSelection,
): Knex.QueryBuilder {
  const { visible, status, approval, accountId, entityRef, q } = selection;
  const query = tx('role_requests');
  whereView(query, selection);
  whereVisible(query, visible);
  if (status?.length) {
    query.whereIn('role_requests.status', status);
  }
  if (approval?.length) {
    query.whereIn('role_requests.approval_kind', approval);
  }
  if (accountId) {
    query.where('role_requests.account_id', accountId);
  }
  if (entityRef) {
    query.where(
      'role_requests.entity_ref',
      entityRef.toLocaleLowerCase('en-US'),
    );
  }
  if (q?.trim()) {
    whereText(query, q.trim(), SEARCHED);
  }
  return query;
}

function whereView(
  query: Knex.QueryBuilder,
  { view, viewer, now }: RequestSelection,
): void {
  if (view === 'mine') {
    query.where('role_requests.requester', viewer.ref);
  }
  if (view === 'to-approve') {
    query
      .where(waiting =>
        waiting
          .where(undecided =>
            undecided
              .where('role_requests.status', 'pending')
              .where('role_requests.expires_at', '>', now),
          )
          .orWhere(unreviewed =>
            unreviewed
              .where('role_requests.approval_kind', 'break-glass')
              .whereNull('role_requests.reviewed_at')
              .whereNot('role_requests.break_glass_by', viewer.ref),
          ),
      )
      .whereNot('role_requests.requester', viewer.ref)
      .whereIn('role_requests.account_id', viewer.approvesIn)
      .whereExists(sub => whereApprover(sub, viewer.approverRefs))
      .where(inner =>
        inner
          .whereNot('role_requests.status', 'pending')
          .orWhereNotExists(sub =>
            sub
              .from('role_request_approvals')
              .whereRaw('?? = ??', [
                'role_request_approvals.request_id',
                'role_requests.id',
              ])
              .where('role_request_approvals.approver', viewer.ref),
          ),
      );
  }
}

/** Those of a request's approvers who are among the given refs. */
function whereApprover(
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
