import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { identityApiRef } from '@backstage/core-plugin-api';
import {
  createExtensionTester,
  mockApis as newMockApis,
  renderInTestApp as renderInNewTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { FleetSummary } from 'backstage-plugin-session-manager-common';
import {
  fleetApi,
  fleetPage,
  fleetRole,
  fleetSummary,
} from '../__testUtils__/fleet';
import { failing, responded } from '../__testUtils__/renderCard';
import { violationsIn } from '../__testUtils__/violationsIn';
import sessionManagerPlugin from '../alpha';
import {
  SessionManagerApi,
  sessionManagerApiRef,
} from '../api/SessionManagerApi';
import { fleetStateOf } from '../fleet/fleetState';
import { SessionManagerHomeCard } from '../index';
import { rootRouteRef, selectedTemplateRouteRef } from '../routes';

const OWNER = ['user:default/ada', 'group:default/payments-team'];

const [production, development] = fleetSummary().accounts;

/** The roles of all accounts have been read. */
function summaryOf(
  states: FleetSummary['states'],
  accounts: FleetSummary['accounts'] = [production],
) {
  const total = Object.values(states).reduce((sum, count) => sum + count, 0);
  return fleetSummary({ total, states, accounts });
}

const NONE = summaryOf({}, [{ ...production, total: 0, states: {} }]);

describe('the card on the home page', () => {
  // The app stores the selected language there.
  afterEach(() => localStorage.clear());

  function renderHome(
    api: Partial<SessionManagerApi>,
    ownershipEntityRefs = OWNER,
  ) {
    return renderInTestApp(
      <TestApiProvider
        apis={[
          [sessionManagerApiRef, api],
          [
            identityApiRef,
            mockApis.identity({
              userEntityRef: 'user:default/ada',
              ownershipEntityRefs,
            }),
          ],
        ]}
      >
        <SessionManagerHomeCard />
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/session-manager': rootRouteRef,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/create/templates/:namespace/:templateName':
            selectedTemplateRouteRef,
        },
      },
    );
  }

  it('counts the roles of the person’s services, and links to their list', async () => {
    const { api, queries, filters } = fleetApi({
      summary: summaryOf({ ready: 12, 'logs-lost': 1 }),
    });
    const { container } = await renderHome(api);

    const states = within(
      await screen.findByRole('list', { name: 'Roles by state' }),
    );
    expect(
      states.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual([
      'Ready12',
      'Sessions will fail0',
      'Logs will be lost1',
      'Unknown0',
    ]);
    const lost = states.getByRole('link', {
      name: 'Logs will be lost: 1 role',
    });
    const { pathname, searchParams } = new URL(
      lost.getAttribute('href') ?? '',
      'http://localhost',
    );
    expect(pathname).toBe('/session-manager/roles');
    expect(fleetStateOf(searchParams)).toMatchObject({
      owner: OWNER,
      state: ['logs-lost'],
    });
    expect(
      screen.getByRole('link', { name: 'All roles of your services (13)' }),
    ).toHaveAttribute(
      'href',
      '/session-manager/roles?owner=user%3Adefault%2Fada&owner=group%3Adefault%2Fpayments-team',
    );
    expect(filters).toEqual([{ owner: OWNER }]);
    expect(queries).toEqual([
      {
        owner: OWNER,
        state: ['sessions-fail', 'logs-lost', 'unknown'],
        sort: 'state:asc',
        limit: 5,
      },
    ]);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('lists the worst roles with why, and links to the service’s tab', async () => {
    const role = fleetRole();
    await renderHome(fleetApi({ summary: summaryOf({ 'logs-lost': 1 }) }).api);

    const worst = within(
      await screen.findByRole('list', { name: 'Roles that need attention' }),
    );
    expect(worst.getByRole('link', { name: role.roleName })).toHaveAttribute(
      'href',
      `/catalog/default/component/payments/session-manager?role=${encodeURIComponent(role.roleArn)}`,
    );
    expect(worst.getByText(/the bucket does not exist/)).toBeInTheDocument();
    expect(worst.getByText('production')).toBeInTheDocument();
  });

  it('says that nothing has to be done', async () => {
    await renderHome(
      fleetApi({ page: fleetPage([]), summary: summaryOf({ ready: 3 }) }).api,
    );

    expect(
      await screen.findByText('No role of your services needs attention.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('list', { name: 'Roles that need attention' }),
    ).not.toBeInTheDocument();
  });

  it('says how old the data is, and what is missing from it', async () => {
    await renderHome(
      fleetApi({
        page: fleetPage([]),
        summary: summaryOf({ ready: 3 }, [
          production,
          development,
          { accountId: '777788889999', total: 0, states: {} },
        ]),
      }).api,
    );

    expect(
      await screen.findByText('Oldest scan 18 minutes ago.'),
    ).toBeVisible();
    expect(screen.getByText(/^1 account could not be read\./)).toBeVisible();
    expect(
      screen.getByText(/^1 account has not been scanned yet/),
    ).toBeVisible();
  });

  it('offers to create the first role', async () => {
    const { container } = await renderHome(
      fleetApi({ page: fleetPage([]), summary: NONE }).api,
    );

    expect(
      await screen.findByText('None of your services has a role yet.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Create a role' }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(
        /^\/create\/templates\/default\/session-manager-role-logging/,
      ),
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('does not call a service without roles while accounts are not scanned', async () => {
    await renderHome(
      fleetApi({
        page: fleetPage([]),
        summary: summaryOf({}, [
          { accountId: '777788889999', total: 0, states: {} },
        ]),
      }).api,
    );

    expect(
      await screen.findByText(/Not every account has been scanned/),
    ).toBeInTheDocument();
  });

  it('asks for no roles for someone who owns nothing as nobody', async () => {
    const { api, queries, filters } = fleetApi();
    await renderHome(api, []);

    expect(
      await screen.findByText(/You have no user in the catalog/),
    ).toBeInTheDocument();
    expect([...queries, ...filters]).toEqual([]);
  });

  it('says that the person may not see roles', async () => {
    const denied = await responded(403, 'You are not allowed to see roles.');
    await renderHome(fleetApi({ page: denied, summary: denied }).api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You do not have permission to view the roles of any account.',
    );
  });

  it('can be loaded again after an error', async () => {
    const user = userEvent.setup();
    const down = failing(new TypeError('Failed to fetch'));
    let answer: () => Promise<FleetSummary> = down;
    await renderHome(fleetApi({ summary: () => answer() }).api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Failed to fetch',
    );
    answer = async () => summaryOf({ ready: 7 });
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(
      await screen.findByRole('link', { name: 'Ready: 7 roles' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('reserves its space while it is loading', async () => {
    await renderHome(
      fleetApi({ summary: () => new Promise<never>(() => {}) }).api,
    );

    expect(
      await screen.findByRole('status', { name: 'Loading the roles' }),
    ).toBeInTheDocument();
  });

  describe('in an app on the new frontend system', () => {
    it('is a widget, in the person’s language', async () => {
      const widget = createExtensionTester(
        sessionManagerPlugin.getExtension(
          'home-page-widget:session-manager/roles',
        ),
      ).get(HomePageWidgetBlueprint.dataRefs.widget);
      const { api } = fleetApi({ summary: summaryOf({ 'logs-lost': 1 }) });
      renderInNewTestApp(widget.component, {
        mountedRoutes: {
          '/session-manager': rootRouteRef,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
        config: {
          app: {
            extensions: [
              {
                'api:app/app-language': {
                  config: {
                    availableLanguages: ['en', 'ja'],
                    defaultLanguage: 'ja',
                  },
                },
              },
            ],
          },
        },
        apis: [
          [
            sessionManagerApiRef,
            api as Partial<SessionManagerApi> as SessionManagerApi,
          ],
          newMockApis.identity({
            userEntityRef: 'user:default/ada',
            ownershipEntityRefs: OWNER,
          }),
        ],
      });

      expect(
        await screen.findByText('担当サービスのセッション'),
      ).toBeInTheDocument();
      expect(
        await screen.findByRole('list', { name: '対応が必要なロール' }),
      ).toBeInTheDocument();
    });
  });
});
