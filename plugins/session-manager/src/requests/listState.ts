import {
  ApprovalKind,
  RequestQuery,
  RequestSort,
  RequestStatus,
  RequestView,
} from 'backstage-plugin-session-manager-common';

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

const ACCOUNT_ID = /^\d{12}$/;

/** What a list shows. It is in the page's URL, so that it can be shared. */
export interface ListState {
  view: RequestView;
  status: RequestStatus[];
  approval: ApprovalKind[];
  /** Only requests for this account. */
  accountId?: string;
  q: string;
  sort: { field: SortField; order: 'asc' | 'desc' };
  cursor?: string;
}

/** No filter except the account, which people keep while they change the view. */
export const NO_FILTER = { status: [], approval: [], q: '' };

/** The view in the URL, if there is one. */
export function viewOf(params: URLSearchParams): RequestView | undefined {
  return VIEWS.find(view => view === params.get('view'));
}

/** Reads the query parameters, and ignores invalid ones. */
export function listStateOf(params: URLSearchParams): ListState {
  const [field, order] = (params.get('sort') ?? '').split(':');
  return {
    view: viewOf(params) ?? 'mine',
    status: STATUSES.filter(status => params.getAll('status').includes(status)),
    approval: APPROVALS.filter(kind =>
      params.getAll('approval').includes(kind),
    ),
    accountId: ACCOUNT_ID.exec(params.get('account') ?? '')?.[0],
    q: params.get('q') ?? '',
    sort: {
      field: SORT_FIELDS.find(each => each === field) ?? 'createdAt',
      order: order === 'asc' ? 'asc' : 'desc',
    },
    cursor: params.get('cursor') ?? undefined,
  };
}

/** The query of the API for a list. */
export function listQuery(state: ListState): RequestQuery {
  return { ...state, sort: sortText(state) };
}

function sortText({ sort: { field, order } }: ListState): RequestSort {
  return `${field}:${order}`;
}

/**
 * The query parameters of a list, without defaults. The view is always there,
 * because its default depends on the person who opens the URL.
 */
export function listParams(state: ListState): URLSearchParams {
  const { view, status, approval, accountId, q, cursor } = state;
  const sort = sortText(state);
  const params = new URLSearchParams([
    ...status.map(each => ['status', each]),
    ...approval.map(each => ['approval', each]),
  ]);
  const texts = {
    view,
    account: accountId ?? '',
    q,
    sort: sort === 'createdAt:desc' ? '' : sort,
    cursor: cursor ?? '',
  };
  for (const [name, text] of Object.entries(texts)) {
    if (text) {
      params.set(name, text);
    }
  }
  return params;
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
