import { screen, waitFor } from '@testing-library/react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { rootRouteRef } from '../routes';
import { InstallationLink } from './InstallationLink';

it('is not shown to those who may not check the installation', async () => {
  const authorize = jest.fn(async () => ({ result: AuthorizeResult.DENY }));
  await renderInTestApp(
    <TestApiProvider apis={[[permissionApiRef, { authorize }]]}>
      <InstallationLink />
    </TestApiProvider>,
    { mountedRoutes: { '/session-manager': rootRouteRef } },
  );

  await waitFor(() => expect(authorize).toHaveBeenCalled());
  expect(screen.queryByRole('link')).toBeNull();
});
