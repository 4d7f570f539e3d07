import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createApp } from '@backstage/frontend-defaults';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { JsonObject } from '@backstage/types';
import { render, screen, within } from '@testing-library/react';
import { parse } from 'yaml';
import { features } from './App';
import { signInModule } from './signIn';

// The portal with its own configuration.
const config: JsonObject = parse(
  readFileSync(resolve(__dirname, '../../../app-config.yaml'), 'utf8'),
);

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments', title: 'Payments' },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
};

function renderPortal(environment: string) {
  const data = { ...config, auth: { environment } };
  const configLoader = async () => ({ config: mockApis.config({ data }) });
  render(createApp({ features, advanced: { configLoader } }).createRoot());
}

describe('the portal', () => {
  it('lets guests sign in during development', async () => {
    renderPortal('development');

    expect(
      await screen.findByText(/as a developer of the demo catalog/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Enter' })).toBeEnabled();
  });

  it('does not offer guest sign-in elsewhere, and says what to do', async () => {
    renderPortal('production');

    expect(await screen.findByText('Sign-in is not configured')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Enter' })).toBeNull();
  });

  it('opens the catalog with every page in the sidebar', async () => {
    renderTestApp({
      features: features.filter(feature => feature !== signInModule),
      config,
      initialRouteEntries: ['/'],
      apis: [
        mockApis.identity({ userEntityRef: 'user:default/ada' }),
        mockApis.permission(),
        catalogApiMock({ entities: [payments] }),
        [
          notificationsApiRef,
          { getStatus: async () => ({ unread: 2, read: 0 }) },
        ],
        [signalApiRef, { subscribe: () => ({ unsubscribe: () => {} }) }],
      ],
    });

    expect(await screen.findByText('Shop Catalog')).toBeVisible();
    const sidebar = within(screen.getByTestId('sidebar-root'));
    expect(
      sidebar.getAllByRole('link').map(link => link.getAttribute('href')),
    ).toEqual([
      '/',
      '/search',
      '/catalog',
      '/create',
      '/catalog-graph',
      '/home',
      '/session-manager',
      '/notifications',
      '/settings',
    ]);
  });
});
