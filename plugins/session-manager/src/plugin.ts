import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  createScaffolderFieldExtension,
  FieldExtensionComponent,
} from '@backstage/plugin-scaffolder-react';
import { AccountPicker } from './accountPicker/AccountPicker';
import { ACCOUNT_PICKER, accountPickerSchema } from './accountPicker/field';
import { sessionManagerApiRef } from './api/SessionManagerApi';
import type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
import { SessionManagerClient } from './api/SessionManagerClient';
import {
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
  scaffolderTaskRouteRef,
  selectedTemplateRouteRef,
} from './routes';

/**
 * The plugin, for apps on `@backstage/core-plugin-api`.
 *
 * @public
 */
export const sessionManagerPlugin = createPlugin({
  id: 'session-manager',
  apis: [
    createApiFactory({
      api: sessionManagerApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SessionManagerClient(deps),
    }),
  ],
  routes: {
    root: rootRouteRef,
    requests: requestsRouteRef,
    request: requestRouteRef,
  },
  externalRoutes: {
    selectedTemplate: selectedTemplateRouteRef,
    task: scaffolderTaskRouteRef,
  },
});

/**
 * The Session Manager roles of an entity, for its overview.
 *
 * @public
 */
export const EntitySessionManagerCard: (
  props: EntitySessionManagerCardProps,
) => JSX.Element = sessionManagerPlugin.provide(
  createComponentExtension({
    name: 'EntitySessionManagerCard',
    component: {
      lazy: () =>
        import('./card/EntitySessionManagerCard').then(
          m => m.EntitySessionManagerCard,
        ),
    },
  }),
);

/**
 * The form field `SessionManagerAccountPicker`, for templates: an account by
 * its name, and what it gives every role. Goes into the app's
 * `ScaffolderFieldExtensions`.
 *
 * @public
 */
export const SessionManagerAccountPicker: FieldExtensionComponent<string, {}> =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: ACCOUNT_PICKER,
      component: AccountPicker,
      schema: accountPickerSchema.schema,
    }),
  );

/**
 * The pages of the plugin: the role requests.
 *
 * @public
 */
export const SessionManagerPage = sessionManagerPlugin.provide(
  createRoutableExtension({
    name: 'SessionManagerPage',
    component: () =>
      import('./page/SessionManagerPage').then(m => m.SessionManagerPage),
    mountPoint: rootRouteRef,
  }),
);
