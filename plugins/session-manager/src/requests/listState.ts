import {
  ApprovalKind,
  RequestQuery,
  RequestStatus,
  RequestView,
} from 'backstage-plugin-session-manager-common';
import {
  accountIdOf,
  optionOf,
  optionsOf,
  paramsOf,
  ListSort,
  sortOf,
  sortParam,
  sortText,
} from '../hooks/listAddress';

/** The views, in the order of their tabs. */
export const VIEWS: readonly RequestView[] = ['mine', 'to-approve', 'all'];

/** The columns that a list can be sorted by. */
export const SORT_FIELDS = ['roleName', 'createdAt', 'updatedAt'] as const;

export type SortField = (typeof SORT_FIELDS)[number];

/** Every status, in the order in which a request has them. */
export const STATUSES: readonly RequestStatus[] = [
  'pending',
  'approved',
  'provisioning',
  'provisioned',
  'failed',
  'rejected',
  'withdrawn',
  'expired',
  'revoked',
  'superseded',
];

/** The kinds of approval with which a request can be provisioned. */
export const APPROVALS: readonly ApprovalKind[] = [
  'people',
  'rule',
  'not-needed',
  'break-glass',
];

const FIRST_SORT = { field: 'createdAt', order: 'desc' } as const;

/** What a list shows. It is in the page's URL, so that it can be shared. */
export interface ListState {
  view: RequestView;
  status: RequestStatus[];
  approval: ApprovalKind[];
  /** Only requests for this account. */
  accountId?: string;
  q: string;
  sort: ListSort<SortField>;
  cursor?: string;
}

/** No filter except the account, which people keep while they change the view. */
export const NO_FILTER = { status: [], approval: [], q: '' };

/** The view in the URL, if there is one. */
export function viewOf(params: URLSearchParams): RequestView | undefined {
  return optionOf(params, 'view', VIEWS);
}

/** Reads the query parameters, and ignores invalid ones. */
export function listStateOf(params: URLSearchParams): ListState {
  return {
    view: viewOf(params) ?? 'mine',
    status: optionsOf(params, 'status', STATUSES),
    approval: optionsOf(params, 'approval', APPROVALS),
    accountId: accountIdOf(params),
    q: params.get('q') ?? '',
    sort: sortOf(params, SORT_FIELDS, FIRST_SORT),
    cursor: params.get('cursor') ?? undefined,
  };
}

/** The query of the API for a list. */
export function listQuery(state: ListState): RequestQuery {
  return { ...state, sort: sortText(state.sort) };
}

/**
 * The query parameters of a list, without defaults. The view is always there,
 * because its default depends on the person who opens the URL.
 */
export function listParams(state: ListState): URLSearchParams {
  const { view, status, approval, accountId, q, sort, cursor } = state;
  return paramsOf({
    status,
    approval,
    view,
    account: accountId,
    q,
    sort: sortParam(sort, FIRST_SORT),
    cursor,
  });
}

/** Changes the list, which then starts at its first page. */
export function changed(state: ListState, change: Partial<ListState>) {
  return { ...state, cursor: undefined, ...change };
}

/** Whether a filter or search is active. */
export function isFiltered(state: ListState): boolean {
  const { status, approval, accountId, q } = state;
  return (
    status.length + approval.length > 0 || accountId !== undefined || q !== ''
  );
}
