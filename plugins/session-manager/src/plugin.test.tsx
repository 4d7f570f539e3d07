import { ReactNode } from 'react';
import { screen } from '@testing-library/react';
import { ApiFactoryRegistry, ApiResolver } from '@backstage/core-app-api';
import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { fleetApi } from './__testUtils__/fleet';
import { answering, noInstances, noRequests } from './__testUtils__/renderCard';
import {
  entityRoles,
  healthy,
  identity,
  payments,
} from './__testUtils__/roles';
import {
  EntitySessionManagerCard,
  EntitySessionManagerConnectButton,
  isSessionManagerAvailable,
  sessionManagerApiRef,
  SessionManagerClient,
  SessionManagerPage,
  sessionManagerPlugin,
  sessionManagerFieldExtensions,
} from './index';

function Fields({ children }: { children: ReactNode }) {
  return (
    <ul>
      {useCustomFieldExtensions(children).map(({ name }) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

describe('the plugin for the old frontend system', () => {
  it('shows the card on an entity page', async () => {
    const { api } = answering(entityRoles([{ ...identity(), ...healthy }]));
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [sessionManagerApiRef, { ...noRequests, ...noInstances, ...api }],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={payments}>
          <EntitySessionManagerCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );

    expect(
      await screen.findByRole('heading', { name: 'payments-session-role' }),
    ).toBeInTheDocument();
  });

  it('has a button for an entity page that opens its nodes', async () => {
    await renderInTestApp(
      <EntityProvider entity={payments}>
        <EntitySessionManagerConnectButton />
      </EntityProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );

    expect(
      await screen.findByRole('button', { name: 'Connect' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/payments/session-manager?section=nodes',
    );
  });

  it('has its pages in tabs, and opens on the roles of all accounts', async () => {
    const user = userEvent.setup();
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            sessionManagerApiRef,
            {
              ...fleetApi().api,
              ...noRequests,
              getAccounts: async () => [],
            },
          ],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <Routes>
          <Route path="/session-manager/*" element={<SessionManagerPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/session-manager'],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/session-manager': sessionManagerPlugin.routes.root,
        },
      },
    );

    await screen.findByRole('row', { name: /payments-session-role/ });
    expect(
      screen.getByRole('tab', { name: 'Installation' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Roles' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await user.click(screen.getByRole('tab', { name: 'Explain a message' }));
    expect(
      await screen.findByRole('heading', { name: 'Explain a message' }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('tab', { name: 'Role requests' }));
    expect(
      await screen.findByRole('heading', { name: 'Role requests' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['alone', sessionManagerFieldExtensions],
    [
      'beside the app’s own',
      <ScaffolderFieldExtensions>
        {sessionManagerFieldExtensions}
      </ScaffolderFieldExtensions>,
    ],
  ])('has all fields for the scaffolder’s forms, %s', async (_, fields) => {
    await renderInTestApp(
      <TestApiProvider apis={[[sessionManagerApiRef, answering().api]]}>
        <Fields>{fields}</Fields>
      </TestApiProvider>,
    );

    expect(
      screen.getAllByRole('listitem').map(field => field.textContent),
    ).toEqual([
      'SessionManagerAccountPicker',
      'SessionManagerChoicePicker',
      'SessionManagerInstancesPicker',
      'SessionManagerLosses',
      'SessionManagerOtherAccounts',
      'SessionManagerPreview',
      'SessionManagerReason',
      'SessionManagerRoleForm',
      'SessionManagerRolePicker',
    ]);
  });

  it('provides its API client', () => {
    const registry = new ApiFactoryRegistry();
    for (const factory of [
      ...sessionManagerPlugin.getApis(),
      createApiFactory(discoveryApiRef, mockApis.discovery()),
      createApiFactory(fetchApiRef, { fetch }),
    ]) {
      registry.register('default', factory);
    }

    expect(new ApiResolver(registry).get(sessionManagerApiRef)).toBeInstanceOf(
      SessionManagerClient,
    );
  });

  it.each([
    ['Component', true],
    ['Resource', true],
    ['System', true],
    ['User', false],
    ['Template', false],
  ])('is available for a %s: %s', (kind, available) => {
    expect(isSessionManagerAvailable({ ...payments, kind })).toBe(available);
  });

  it('is not available for an entity that is a role', () => {
    const spec = { type: 'session-manager-role' };
    expect(
      isSessionManagerAvailable({ ...payments, kind: 'Resource', spec }),
    ).toBe(false);
  });
});
