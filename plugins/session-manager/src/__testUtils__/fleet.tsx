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
  FleetRole,
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
import { fault } from './roles';

const MINUTE = 60_000;

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * MINUTE).toISOString();

/** A role whose logs are lost, of the service payments. */
export function fleetRole(more: Partial<FleetRole> = {}): FleetRole {
  const roleName = more.roleName ?? 'payments-session-role';
  return {
    roleArn: `arn:aws:iam::444455556666:role/session-manager/${roleName}`,
    roleName,
    accountId: '444455556666',
    accountName: 'production',
    regions: ['us-east-1'],
    entityRef: 'component:default/payments',
    owner: 'group:default/payments-team',
    managed: true,
    nodeKind: 'ec2',
    state: 'logs-lost',
    sentence: 'Logs to S3 will be lost: the bucket does not exist.',
    headline: {
      state: 'logs-lost',
      sentences: [
        {
          id: 'lost-s3',
          values: {},
          cause: { id: 'bucket-missing', values: {} },
        },
      ],
      text: 'Logs to S3 will be lost: the bucket does not exist.',
    },
    problems: ['s3-put-denied', 's3-key-generate-denied'],
    drift: 'drifted',
    nodes: { online: 2, total: 3 },
    observedAt: minutesAgo(4),
    ...more,
  };
}

/** The roles of three accounts, of which one could not be read. */
export function fleetSummary(more: Partial<FleetSummary> = {}): FleetSummary {
  const account = {
    accountId: '444455556666',
    name: 'production',
    total: 1_200,
    states: { ready: 1_182, 'logs-lost': 18 },
    scannedAt: minutesAgo(4),
  };
  return {
    total: 1_322,
    states: {
      ready: 1_204,
      'logs-lost': 61,
      'sessions-fail': 17,
      unknown: 40,
    },
    drifted: 22,
    unmanaged: 300,
    withoutNodes: 7,
    problems: [
      { code: 's3-put-denied', count: 44 },
      { code: 'session-key-decrypt-denied', count: 17 },
    ],
    accounts: [
      account,
      {
        ...account,
        accountId: '111122223333',
        name: 'development',
        total: 122,
        scannedAt: minutesAgo(18),
        fault: fault('refused'),
        faultSince: minutesAgo(120),
      },
      { accountId: '777788889999', total: 0, states: {} },
    ],
    owners: ['payments', 'orders', 'search', 'web', 'data', 'ops'].map(
      (name, place) => ({
        owner: `group:default/${name}-team`,
        total: 100 - place,
        states: {},
      }),
    ),
    ...more,
  };
}

/** A page of the list. */
export function fleetPage(
  items: FleetRole[] = [fleetRole()],
  pageInfo: FleetRoleList['pageInfo'] = {},
): FleetRoleList {
  return { items, totalItems: items.length, pageInfo };
}

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
