import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiRef,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import sessionManagerPlugin from '../alpha';
import { SessionManagerRoleStatePicker } from '../index';

const FILTER = 'catalog-filter:session-manager/role-state';
const LABEL = 'Session Manager state';

const entity = (name: string, spec: object, labels?: Record<string, string>) =>
  ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default', labels },
    spec: { owner: 'group:default/payments', ...spec },
  }) as Entity;

const role = (name: string, state: string) =>
  entity(
    name,
    { type: 'session-manager-role' },
    { 'aws.amazon.com/session-manager-state': state },
  );

const ROLES = [
  role('payments-role', 'ready'),
  role('orders-role', 'sessions-fail'),
  role('search-role', 'logs-lost'),
];

describe('the filter of the catalog by the state of roles', () => {
  // The app stores the selected language there.
  afterEach(() => localStorage.clear());

  /** Renders the catalog with all resources. */
  function renderCatalog({
    extensions = [FILTER],
    entities = [...ROLES, entity('orders-db', { type: 'database' })],
    language,
    address = '',
  }: {
    extensions?: string[];
    entities?: Entity[];
    language?: string;
    address?: string;
  } = {}) {
    return renderTestApp({
      features: [catalogPlugin, sessionManagerPlugin],
      initialRouteEntries: [
        `/catalog?filters[kind]=resource&filters[user]=all${address}`,
      ],
      config: {
        backend: { baseUrl: 'http://localhost:7007' },
        app: {
          extensions: [
            ...extensions,
            {
              'api:app/app-language': {
                config: {
                  availableLanguages: ['en', 'ja'],
                  defaultLanguage: language,
                },
              },
            },
          ],
        },
      },
      apis: [catalogApiMock({ entities })],
    });
  }

  const rows = () =>
    screen
      .queryAllByRole('row')
      .flatMap(row => /[a-z]+-(?:role|db)/.exec(row.textContent ?? '') ?? [])
      .sort();

  it('lists the roles in the chosen states', async () => {
    renderCatalog();
    await waitFor(() => expect(rows()).toHaveLength(4));

    await userEvent.click(await screen.findByRole('textbox', { name: LABEL }));
    const options = await screen.findByRole('listbox');
    expect(
      within(options)
        .getAllByRole('option')
        .map(option => option.textContent)
        .sort(),
    ).toEqual(['Logs will be lost', 'Ready', 'Sessions will fail']);
    await userEvent.click(within(options).getByText('Sessions will fail'));
    await waitFor(() => expect(rows()).toEqual(['orders-role']));
    await userEvent.click(within(options).getByText('Logs will be lost'));

    await waitFor(() => expect(rows()).toEqual(['orders-role', 'search-role']));
  });

  it('follows the address', async () => {
    renderCatalog({ address: '&filters[sessionManagerState]=ready' });

    await waitFor(() => expect(rows()).toEqual(['payments-role']));
  });

  it('is not there without roles, and says why to administrators', async () => {
    renderCatalog({ entities: [entity('orders-db', { type: 'database' })] });

    await waitFor(() => expect(rows()).toEqual(['orders-db']));
    expect(screen.queryByText(LABEL)).not.toBeInTheDocument();
    expect(
      await screen.findByText(/Configure catalog\.providers\.sessionManager/),
    ).toBeInTheDocument();
  });

  it('is not there unless the app enables it', async () => {
    renderCatalog({ extensions: [] });

    await waitFor(() => expect(rows()).toHaveLength(4));
    expect(screen.queryByText(LABEL)).not.toBeInTheDocument();
  });

  it('is a component in an app on core-plugin-api', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities: ROLES })],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityListProvider>
          <SessionManagerRoleStatePicker />
        </EntityListProvider>
      </TestApiProvider>,
    );

    expect(await screen.findByText(LABEL)).toBeInTheDocument();
  });

  it('is in Japanese', async () => {
    renderCatalog({ language: 'ja' });

    await userEvent.click(
      await screen.findByRole('textbox', { name: 'Session Manager の状態' }),
    );
    expect(await screen.findByText('準備完了')).toBeInTheDocument();
  });
});
