import { screen, waitFor } from '@testing-library/react';
import {
  catalogApiRef,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  answering,
  heading,
  oneRole,
  renderCard,
} from './__testUtils__/renderCard';
import { renderRequests } from './__testUtils__/renderRequests';
import { requestDetails, roleRequest } from './__testUtils__/requests';
import { entityRoles, healthy } from './__testUtils__/roles';
import { RoleStatePicker } from './catalogFilter/RoleStatePicker';

// Apart from the tests for administrators, because the permissions of one caller
// are kept for all tests of a file.
describe('for those who cannot change the installation', () => {
  const others = { scaffolder: false, isAdministrator: false };

  it.each([
    ['a service with a role', oneRole(healthy)],
    ['a service without a role', entityRoles([])],
  ])('the card says whom to ask: %s', async (_, answer) => {
    await renderCard(answering(answer).api, others);

    expect(
      await screen.findByText(/^Software Templates are not installed .* Ask a/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/external route/)).toBeNull();
  });

  it('the page of a request says nothing about the installation', async () => {
    const request = roleRequest({
      status: 'provisioning',
      taskId: 'task-1',
      remaining: ['role'],
      approval: { kind: 'not-needed' },
    } as never);
    await renderRequests(
      { getRequest: async () => requestDetails({ request }) },
      `/${request.id}`,
      undefined,
      others,
    );

    await screen.findByText(/payments-session-role in production/);
    expect(screen.queryByText(/external route|is not offered/)).toBeNull();
  });

  it('a pending request has nothing about decisions that nobody misses', async () => {
    const details = requestDetails();
    await renderRequests(
      { getRequest: async () => details },
      `/${details.request.id}`,
      undefined,
      others,
    );

    await screen.findByText(/payments-session-role in production/);
    expect(screen.queryByText(/is not offered/)).toBeNull();
  });

  it('the card of a role that works has no remarks', async () => {
    await renderCard(answering(oneRole(healthy)).api, {
      isAdministrator: false,
    });
    await heading();

    await waitFor(() =>
      expect(screen.queryByText(/not shown|not installed/)).toBeNull(),
    );
  });

  it('the catalog says nothing about its filter', async () => {
    const entities = [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'payments', namespace: 'default' },
      },
    ];
    const authorize = jest.fn(() => AuthorizeResult.DENY);
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities })],
          [permissionApiRef, mockApis.permission({ authorize })],
        ]}
      >
        <EntityListProvider>
          <RoleStatePicker />
        </EntityListProvider>
        <p>The catalog</p>
      </TestApiProvider>,
    );

    expect(screen.getByText('The catalog')).toBeInTheDocument();
    await new Promise(wake => setTimeout(wake, 200));
    expect(screen.queryByText(/catalog\.providers/)).toBeNull();
  });
});
