// This is the app's own entry point, not part of the plugin.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import sessionManagerPlugin from '../src/alpha';

// The helper for such apps, `@backstage/frontend-dev-utils`, needs another version
// of Backstage's frontend than the plugin.
const statesPlugin = createFrontendPlugin({
  pluginId: 'states',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/states',
        title: 'States',
        loader: async () => {
          const { StatesPage } = await import('./StatesPage');
          return <StatesPage />;
        },
      },
    }),
  ],
});

const app = createApp({
  features: [
    // They have the pages to which the plugin links.
    catalogPlugin,
    scaffolderPlugin,
    sessionManagerPlugin,
    statesPlugin,
  ],
});

const root = document.getElementById('root');
if (!root) {
  throw new Error('The page has no element with the id "root"');
}
ReactDOM.createRoot(root).render(app.createRoot());
