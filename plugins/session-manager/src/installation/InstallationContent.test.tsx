import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  Installation,
  InstallationCheck,
} from 'backstage-plugin-session-manager-common';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { permissionsOf, responded } from '../__testUtils__/renderCard';
import { violationsIn } from '../__testUtils__/violationsIn';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { rootRouteRef } from '../routes';
import { InstallationContent } from './InstallationContent';

const NOW = new Date().toISOString();

const PRODUCTION = { accountId: '444455556666', accountName: 'production' };

const CONFIGURED: InstallationCheck = {
  id: 'configuration',
  state: 'ok',
  sentence: 'The configuration is valid.',
  readAt: NOW,
};

const DENIED: InstallationCheck = {
  id: 'credentials',
  ...PRODUCTION,
  state: 'problem',
  sentence: 'No credentials are configured for account 444455556666.',
  remedy: 'Add it under aws.accounts.',
  readAt: NOW,
};

const NOT_SCANNED: InstallationCheck = {
  id: 'scan',
  ...PRODUCTION,
  state: 'unknown',
  sentence: 'The account has not been scanned so far.',
  remedy: 'Check again in a few minutes.',
  readAt: NOW,
};

async function renderChecks(checkInstallation: () => Promise<Installation>) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [sessionManagerApiRef, { checkInstallation }],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, permissionsOf(true)],
      ]}
    >
      <InstallationContent />
    </TestApiProvider>,
    { mountedRoutes: { '/session-manager': rootRouteRef } },
  );
}

const found =
  (...checks: InstallationCheck[]) =>
  async () => ({ checkedAt: NOW, checks });

describe('the page of the installation', () => {
  it('shows what was found and what to do, problems first', async () => {
    const { container } = await renderChecks(
      found(CONFIGURED, NOT_SCANNED, DENIED),
    );

    expect(
      await screen.findByText('1 problem · 1 check without a result'),
    ).toBeInTheDocument();
    const account = within(
      screen.getByRole('region', { name: 'production (444455556666)' }),
    );
    const [first, second] = account.getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /Credentials.*Problem.*No credentials.*Add it under aws\.accounts\..*Read just now/,
    );
    expect(second).toHaveTextContent(/Scan.*Unknown.*few minutes/);
    expect(
      within(screen.getByRole('region', { name: 'Portal' })).getByRole(
        'listitem',
      ),
    ).toHaveTextContent(/Configuration.*OK/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says that nothing was found, and that no account was checked', async () => {
    await renderChecks(found(CONFIGURED));

    expect(await screen.findByText('No problems found')).toBeInTheDocument();
    expect(screen.getByText(/^No account was checked/)).toBeInTheDocument();
  });

  it('says while it is loading that it checks', async () => {
    await renderChecks(() => new Promise(() => {}));

    expect(
      screen.getByRole('status', { name: 'Checking the installation' }),
    ).toBeInTheDocument();
  });

  it('names the permission to those who lack it', async () => {
    await renderChecks(await responded(403, 'not allowed'));

    expect(
      await screen.findByText(/session-manager\.installation\.read/),
    ).toBeInTheDocument();
  });

  it('keeps the last result if checking again fails', async () => {
    const user = userEvent.setup();
    const answers = [found(DENIED), await responded(503, 'not now')];
    let calls = 0;
    await renderChecks(() => answers[Math.min(calls++, 1)]());

    await user.click(
      await screen.findByRole('button', { name: 'check again' }),
    );

    expect(await screen.findByText(/The last result is shown/)).toBeVisible();
    expect(screen.getByText(/No credentials are configured/)).toBeVisible();
  });
});
