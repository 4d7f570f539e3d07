import { createRoot } from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { mockApis, TestApiProvider } from '@backstage/test-utils';
import { sessionManagerApiRef } from '../src/api/SessionManagerApi';
import { EntitySessionManagerCard } from '../src/card/EntitySessionManagerCard';
import { payments } from '../src/__testUtils__/roles';
import { states } from './states';

/** The card in each of its states, side by side in the width of a real one. */
function States() {
  return (
    <main
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 360px), 1fr))',
        gap: 24,
        padding: 24,
      }}
    >
      {states.map(([name, getEntityRoles]) => (
        <section key={name} aria-label={name}>
          <TestApiProvider apis={[[sessionManagerApiRef, { getEntityRoles }]]}>
            <EntityProvider entity={payments}>
              <EntitySessionManagerCard />
            </EntityProvider>
          </TestApiProvider>
        </section>
      ))}
    </main>
  );
}

const statesPlugin = createFrontendPlugin({
  pluginId: 'states',
  extensions: [
    PageBlueprint.make({
      params: { path: '/', loader: async () => <States /> },
    }),
  ],
});

const config = mockApis.config({
  data: { app: { extensions: [{ 'sign-in-page:app': false }] } },
});
const app = createApp({
  features: [statesPlugin],
  advanced: { configLoader: async () => ({ config }) },
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(app.createRoot());
}
