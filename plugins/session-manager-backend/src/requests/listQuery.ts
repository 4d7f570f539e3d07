import {
  RequestList,
  RequestQuery,
  RequestView,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { Caller } from '../people/Callers';
import {
  countRequests,
  listRequests,
} from './database/operations/listRequests';
import { RequestCriteria } from './database/RequestCriteria';
import { RequestSelection } from './database/RequestSelection';
import { reached } from './database/transact';

const NEWEST_FIRST = { field: 'createdAt', order: 'desc' } as const;

/** A page of the requests that the caller may see, and how many there are. */
export async function answerQuery(
  knex: Knex,
  query: RequestQuery,
  { ref, approverRefs }: Caller,
  visible: RequestCriteria | undefined,
  named: (request: RoleRequest) => RoleRequest,
): Promise<RequestList> {
  const { view = 'all', sort = NEWEST_FIRST, limit = 25, cursor } = query;
  const viewer = { viewer: { ref, approverRefs }, visible, now: new Date() };
  const { status, accountId, entityRef, q } = query;
  const selection: RequestSelection = {
    ...viewer,
    ...{ view, status, accountId, entityRef, q },
  };
  const countView = (each: RequestView) =>
    countRequests(knex, { ...viewer, view: each });
  const [page, items, mine, toApprove, all] = await reached(() =>
    Promise.all([
      listRequests(knex, selection, { sort, cursor, limit }),
      countRequests(knex, selection),
      countView('mine'),
      countView('to-approve'),
      countView('all'),
    ]),
  );
  return {
    items: page.items.map(({ request }) => named(request)),
    totals: { items, views: { mine, 'to-approve': toApprove, all } },
    pageInfo: page.pageInfo,
  };
}
