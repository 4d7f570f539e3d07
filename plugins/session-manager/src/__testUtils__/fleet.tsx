import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  AlertApi,
  alertApiRef,
  StorageApi,
  storageApiRef,
} from '@backstage/core-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  FleetRoleFilter,
  FleetRoleList,
  FleetRoleQuery,
  FleetSummary,
  FleetVariantList,
  FleetVariantQuery,
} from 'backstage-plugin-session-manager-common';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { FleetContent } from '../fleet/FleetContent';
import { rootRouteRef } from '../routes';
import { fleetPage, fleetSummary } from './fleetRoles';

export * from './fleetRoles';

type Answer<T> = T | (() => Promise<T>);

/** An API that returns these answers, and records the queries. */
export function fleetApi({
  page = fleetPage(),
  summary = fleetSummary(),
  variants = { items: [], pageInfo: {} },
}: {
  page?: Answer<FleetRoleList>;
  summary?: Answer<FleetSummary>;
  variants?: FleetVariantList;
} = {}) {
  const queries: FleetRoleQuery[] = [];
  const filters: FleetRoleFilter[] = [];
  const exports: FleetRoleQuery[] = [];
  const compared: FleetVariantQuery[] = [];
  const api = {
    async listRoles(query: FleetRoleQuery = {}) {
      queries.push(query);
      return typeof page === 'function' ? page() : page;
    },
    async summarizeRoles(filter: FleetRoleFilter = {}) {
      filters.push(filter);
      return typeof summary === 'function' ? summary() : summary;
    },
    async listRoleVariants(query: FleetVariantQuery = {}) {
      compared.push(query);
      return variants;
    },
    async exportRoles(query: FleetRoleQuery = {}) {
      exports.push(query);
      return new Blob(['Role\r\n'], { type: 'text/csv' });
    },
  } satisfies Partial<SessionManagerApi>;
  return { api, queries, filters, exports, compared };
}

/** Renders the page of all roles at an address. */
export async function renderFleet(
  api: Partial<SessionManagerApi>,
  address = '',
  storage: StorageApi = mockApis.storage(),
) {
  const alerts: Array<Parameters<AlertApi['post']>[0]> = [];
  const alertApi: Pick<AlertApi, 'post'> = {
    post: alert => {
      alerts.push(alert);
    },
  };
  let shown = '';
  let back = () => {};
  function Address() {
    const { pathname, search } = useLocation();
    const navigate = useNavigate();
    shown = `${pathname}${search}`;
    back = () => navigate(-1);
    return null;
  }
  const { container, unmount } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [sessionManagerApiRef, api],
        [alertApiRef, alertApi],
        [storageApiRef, storage],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <Address />
      <FleetContent />
    </TestApiProvider>,
    {
      routeEntries: [`/roles${address}`],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/session-manager': rootRouteRef,
      },
    },
  );
  return {
    container,
    unmount,
    alerts,
    address: () => shown,
    back: () => back(),
  };
}
