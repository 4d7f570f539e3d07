import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import homePlugin from '@backstage/plugin-home/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import sessionManagerPlugin from 'backstage-plugin-session-manager/alpha';
import { navModule } from './nav';
import { signInModule } from './signIn';

/**
 * All plugins are listed here; `app.extensions` in the configuration arranges
 * them.
 */
export const features = [
  catalogPlugin,
  catalogGraphPlugin,
  homePlugin,
  notificationsPlugin,
  orgPlugin,
  scaffolderPlugin,
  searchPlugin,
  sessionManagerPlugin,
  signalsPlugin,
  userSettingsPlugin,
  navModule,
  signInModule,
];

export const app = createApp({ features });
