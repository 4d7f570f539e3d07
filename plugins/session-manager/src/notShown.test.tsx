import { screen, waitFor, within } from '@testing-library/react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  EntityRoles,
  RoleActions,
} from 'backstage-plugin-session-manager-common';
import { Route, Routes } from 'react-router-dom';
import { entityInstances, instance } from './__testUtils__/instances';
import {
  answering,
  failing,
  heading,
  oneRole,
  permissionsOf,
  renderCard,
  responded,
} from './__testUtils__/renderCard';
import { renderRequests } from './__testUtils__/renderRequests';
import { requestDetails, roleRequest } from './__testUtils__/requests';
import {
  failing as failingRole,
  healthy,
  unmanaged,
} from './__testUtils__/roles';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from './api/SessionManagerApi';
import { BatchRoutes } from './batches/BatchRoutes';
import { HandoverRoutes } from './handover/HandoverRoutes';
import { RequestsContent } from './requests/RequestsContent';
import { SessionManagerPage } from './SessionManagerPage';
import { rootRouteRef } from './routes';

const ALL: RoleActions = { change: true, attach: true, delete: true };

function withRights(
  may: Partial<RoleActions>,
  answer = oneRole(healthy),
): EntityRoles {
  return {
    ...answer,
    roles: answer.roles.map(role => ({ ...role, may: { ...ALL, ...may } })),
  };
}

describe('the card says why it does not show', () => {
  it.each<[string, EntityRoles, RegExp]>([
    [
      'a change',
      withRights({ change: false, delete: false }),
      /^You do not have permission to change or repair this role\./,
    ],
    [
      'a deletion',
      withRights({ delete: false }),
      /^You do not have permission to delete this role\./,
    ],
    [
      'a repair',
      withRights({ change: false }, oneRole(failingRole)),
      /^You do not have permission to change or repair this role\./,
    ],
    [
      'changes of a role that others created',
      oneRole(unmanaged),
      /changes and deletes only roles that it manages\. Adopt the role on the page Roles/,
    ],
  ])('%s, once', async (_, answer, text) => {
    await renderCard(answering(answer).api);
    await heading();

    expect(screen.getAllByText(text)).toHaveLength(1);
  });

  it('nothing about a role with which everything may be done', async () => {
    await renderCard(answering(withRights({})).api);
    await heading();

    expect(
      screen.queryByText(/do not have permission|are not installed|adopt/i),
    ).toBeNull();
  });

  it('links to forms without the scaffolder', async () => {
    await renderCard(answering(withRights({})).api, { scaffolder: false });

    expect(
      await screen.findByText(/external route session-manager\.selectedTempl/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /^Change/ })).toBeNull();
  });

  it.each([
    [403, 'no', /^You do not have permission to view the requests/],
    [503, 'not now', /^Open requests for this service .* loaded: not now$/],
  ])('open requests (%d)', async (status, message, text) => {
    await renderCard({
      ...answering(oneRole(healthy)).api,
      listRequests: await responded(status, message),
    });

    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it.each<[string, SessionManagerApi['getEntityInstances'], RegExp]>([
    [
      'could not be read',
      failing(new TypeError('no network')),
      /^It is unknown whether instances .*: no network$/,
    ],
    [
      'have the name of two entities',
      async () => entityInstances([], { isNameShared: true }),
      /but another catalog entity has the same name/,
    ],
    [
      'have no role that could be attached',
      async () => entityInstances([instance(1, { accountId: '111122223333' })]),
      /^No role of this service in this account is in an instance profile/,
    ],
  ])('instances that %s', async (_, getEntityInstances, text) => {
    await renderCard({
      ...answering(oneRole(healthy)).api,
      getEntityInstances,
    });

    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('instances that the person may not view', async () => {
    await renderCard({
      ...answering(oneRole(healthy)).api,
      getEntityInstances: await responded(403, 'no'),
    });

    expect(
      await screen.findByText(/^You do not have permission to view the inst/),
    ).toBeInTheDocument();
  });
});

describe('the page of a request says why it does not show', () => {
  const refused = { allowed: false, reason: 'This account has no such rule.' };

  async function renderRequest(
    details = requestDetails(),
    options?: { scaffolder?: boolean },
  ) {
    const { id } = details.request;
    await renderRequests(
      { getRequest: async () => details },
      `/${id}`,
      undefined,
      options,
    );
    await screen.findByRole('heading', { level: 2 });
  }

  it('the log of the task without the scaffolder, to administrators', async () => {
    const request = roleRequest({
      status: 'provisioning',
      taskId: 'task-1',
      remaining: ['role'],
      approval: { kind: 'not-needed' },
    } as never);
    await renderRequest(requestDetails({ request }), { scaffolder: false });

    expect(
      await screen.findByText(/external route session-manager\.task/),
    ).toBeInTheDocument();
  });

  it('a new request to others than the requester', async () => {
    const request = roleRequest({ status: 'withdrawn' });
    await renderRequest(requestDetails({ request }));

    expect(
      await screen.findByText(/^Only the person who filed the request can/),
    ).toBeInTheDocument();
  });

  it('break-glass to administrators', async () => {
    const details = requestDetails();
    await renderRequest({
      ...details,
      caller: { ...details.caller, 'break-glass': refused },
    });

    expect(
      await screen.findByText(/^“Create without approval…” is not offered/),
    ).toHaveTextContent(refused.reason);
  });

  it('the filter by account if the accounts cannot be loaded', async () => {
    const list = {
      items: [],
      unreadable: [],
      totals: { items: 0, views: { mine: 0, 'to-approve': 0, all: 0 } },
      pageInfo: {},
    };
    await renderRequests(
      {
        listRequests: async () => list,
        getAccounts: await responded(503, 'not now'),
      },
      '?view=all',
    );

    expect(
      await screen.findByText(/^The filter by account .* loaded: not now$/),
    ).toBeInTheDocument();
  });
});

describe('an address that no page has', () => {
  it.each([
    ['the pages of an app on the old system', <SessionManagerPage />],
    ['requests', <RequestsContent />],
    ['batches', <BatchRoutes />],
    ['handovers', <HandoverRoutes />],
  ])('is said under %s', async (_, page) => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [sessionManagerApiRef, {}],
          [permissionApiRef, permissionsOf(false)],
        ]}
      >
        <Routes>
          <Route path="/here/*" element={page} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/here/no/such/page'],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/session-manager': rootRouteRef,
        },
      },
    );

    const alert = await screen.findByRole('alert');
    await waitFor(() =>
      expect(
        within(alert).getByText('This page does not exist.'),
      ).toBeInTheDocument(),
    );
  });
});
