import {
  ApprovalKind,
  RequestQuery,
  RequestSortField,
  RequestStatus,
  RequestView,
} from 'backstage-plugin-session-manager-common';

/** The views, in the order of their tabs. */
export const VIEWS: readonly RequestView[] = ['mine', 'to-approve', 'all'];

/** The columns that a list can be sorted by. */
export const SORT_FIELDS: readonly RequestSortField[] = [
  'roleName',
  'createdAt',
  'updatedAt',
];

/** Every status, in the order of a request's way. */
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

/** What can let a request be carried out. */
export const APPROVALS: readonly ApprovalKind[] = [
  'people',
  'rule',
  'not-needed',
  'break-glass',
];

/** What a list shows; it is in the page's address, so it can be handed on. */
export interface ListState {
  view: RequestView;
  status: RequestStatus[];
  approval: ApprovalKind[];
  q: string;
  sort: NonNullable<RequestQuery['sort']>;
  cursor?: string;
}

/** Reads an address; what makes no sense in it is left out. */
export function listStateOf(params: URLSearchParams): ListState {
  const [field, order] = (params.get('sort') ?? '').split(':');
  return {
    view: VIEWS.find(view => view === params.get('view')) ?? 'mine',
    status: STATUSES.filter(status => params.getAll('status').includes(status)),
    approval: APPROVALS.filter(kind =>
      params.getAll('approval').includes(kind),
    ),
    q: params.get('q') ?? '',
    sort: {
      field: SORT_FIELDS.find(each => each === field) ?? 'createdAt',
      order: order === 'asc' ? 'asc' : 'desc',
    },
    cursor: params.get('cursor') ?? undefined,
  };
}

/** The address of a list, without what is so by default. */
export function listParams(state: ListState): URLSearchParams {
  const { view, status, approval, q, sort, cursor } = state;
  const params = new URLSearchParams([
    ...status.map(each => ['status', each]),
    ...approval.map(each => ['approval', each]),
  ]);
  const texts = {
    view: view === 'mine' ? '' : view,
    q,
    sort:
      sort.field === 'createdAt' && sort.order === 'desc'
        ? ''
        : `${sort.field}:${sort.order}`,
    cursor: cursor ?? '',
  };
  for (const [name, text] of Object.entries(texts)) {
    if (text) {
      params.set(name, text);
    }
  }
  return params;
}

/** Another list: it begins at its first page. */
export function changed(state: ListState, change: Partial<ListState>) {
  return { ...state, cursor: undefined, ...change };
}

/** Whether a list leaves out some of its view. */
export function isFiltered({ status, approval, q }: ListState): boolean {
  return status.length > 0 || approval.length > 0 || q !== '';
}
