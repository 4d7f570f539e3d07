import {
  RequestList,
  RequestQuery,
  RequestSort,
  RequestView,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { Caller } from '../people/Callers';
import {
  countRequests,
  listRequests,
  StoredRequestPage,
} from './database/operations/listRequests';
import { RequestCriteria } from './database/RequestCriteria';
import { RequestSelection } from './database/RequestSelection';
import { transact } from '../database/transact';

const SORTS: Record<RequestSort, StoredRequestPage['sort']> = {
  'createdAt:desc': { field: 'createdAt', order: 'desc' },
  'createdAt:asc': { field: 'createdAt', order: 'asc' },
  'updatedAt:desc': { field: 'updatedAt', order: 'desc' },
  'updatedAt:asc': { field: 'updatedAt', order: 'asc' },
  'roleName:desc': { field: 'roleName', order: 'desc' },
  'roleName:asc': { field: 'roleName', order: 'asc' },
};

/** A page of the requests that the caller may see, with totals. */
export async function answerQuery(
  knex: Knex,
  query: RequestQuery,
  { ref, approverRefs }: Caller,
  approvesIn: readonly string[],
  visible: RequestCriteria | undefined,
  named: (request: RoleRequest) => RoleRequest,
): Promise<RequestList> {
  const { view = 'all', sort = 'createdAt:desc', limit = 25, cursor } = query;
  const viewer = {
    viewer: { ref, approverRefs, approvesIn },
    visible,
    now: new Date(),
  };
  const { status, approval, accountId, entityRef, q } = query;
  const selection: RequestSelection = {
    ...viewer,
    ...{ view, status, approval, accountId, entityRef, q },
  };
  // Sequential, so that a database that does not answer is called only once.
  return transact(knex, async tx => {
    const countView = (each: RequestView) =>
      countRequests(tx, { ...viewer, view: each });
    const page = await listRequests(tx, selection, {
      sort: SORTS[sort],
      cursor,
      limit,
    });
    return {
      items: page.items.map(({ request }) => named(request)),
      unreadable: page.unreadable.map(({ id }) => ({ id })),
      totals: {
        items: await countRequests(tx, selection),
        views: {
          mine: await countView('mine'),
          'to-approve': await countView('to-approve'),
          all: await countView('all'),
        },
      },
      pageInfo: page.pageInfo,
    };
  });
}
