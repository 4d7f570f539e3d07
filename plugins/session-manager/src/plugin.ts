import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  CardExtensionProps,
  createCardExtension,
} from '@backstage/plugin-home-react';
import {
  createSearchResultListItemExtension,
  SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import { sessionManagerApiRef } from './api/SessionManagerApi';
import type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
import type { SessionManagerPageProps } from './SessionManagerPage';
import type { EntitySessionManagerContentProps } from './tab/EntitySessionManagerContent';
import { HOME_LAYOUT } from './home/homeLayout';
import type { SessionManagerHomeCardProps } from './home/HomeRoles';
import { SessionManagerClient } from './api/SessionManagerClient';
import { isServiceResult } from './search/isServiceResult';
import type { SessionManagerSearchResultListItemProps } from './search/SearchResultListItem';
import {
  batchRouteRef,
  installationRouteRef,
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
    batch: batchRouteRef,
    installation: installationRouteRef,
  },
  externalRoutes: {
    selectedTemplate: selectedTemplateRouteRef,
    task: scaffolderTaskRouteRef,
  },
});

/**
 * The card with the Session Manager roles of an entity, for its overview.
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
 * A button for an entity's page that opens the tab with the nodes of the entity,
 * to connect to one.
 *
 * @public
 */
export const EntitySessionManagerConnectButton: () => JSX.Element =
  sessionManagerPlugin.provide(
    createComponentExtension({
      name: 'EntitySessionManagerConnectButton',
      component: {
        lazy: () =>
          import('./connect/EntitySessionManagerConnectButton').then(
            m => m.EntitySessionManagerConnectButton,
          ),
      },
    }),
  );

/**
 * The pages of the plugin: the roles of all accounts, role requests, the
 * explanation of messages, and activation codes.
 *
 * @public
 */
export const SessionManagerPage = sessionManagerPlugin.provide(
  createRoutableExtension({
    name: 'SessionManagerPage',
    component: (): Promise<(props: SessionManagerPageProps) => JSX.Element> =>
      import('./SessionManagerPage').then(m => m.SessionManagerPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The tab of an entity's page that shows whether sessions on its roles start and
 * are logged, and why.
 *
 * @public
 */
export const EntitySessionManagerContent: (
  props: EntitySessionManagerContentProps,
) => JSX.Element = sessionManagerPlugin.provide(
  createComponentExtension({
    name: 'EntitySessionManagerContent',
    component: {
      lazy: () =>
        import('./tab/EntitySessionManagerContent').then(
          m => m.EntitySessionManagerContent,
        ),
    },
  }),
);

/**
 * The card with the Session Manager roles of the services that the person owns,
 * for the home page of `@backstage/plugin-home`.
 *
 * @public
 */
export const SessionManagerHomeCard: (
  props: CardExtensionProps<SessionManagerHomeCardProps>,
) => JSX.Element = sessionManagerPlugin.provide(
  createCardExtension<SessionManagerHomeCardProps>({
    name: 'SessionManagerHomeCard',
    title: 'My services’ sessions',
    description:
      'Whether sessions on the nodes of your services would start and be logged.',
    layout: HOME_LAYOUT,
    components: async () => ({
      Content: (await import('./home/HomeRoles')).HomeRoles,
    }),
  }),
);

/**
 * The filter of the catalog by the state of the roles that the catalog has as
 * entities, for the `filters` of `CatalogIndexPage`.
 *
 * @public
 */
export const SessionManagerRoleStatePicker: () => JSX.Element =
  sessionManagerPlugin.provide(
    createComponentExtension({
      name: 'SessionManagerRoleStatePicker',
      component: {
        lazy: () =>
          import('./catalogFilter/RoleStatePicker').then(
            m => m.RoleStatePicker,
          ),
      },
    }),
  );

/**
 * The result of a service in the catalog search, with a link to its nodes. It
 * replaces the catalog's own if it is listed before it.
 *
 * @public
 */
export const SessionManagerSearchResultListItem: (
  props: SearchResultListItemExtensionProps<SessionManagerSearchResultListItemProps>,
) => JSX.Element | null = sessionManagerPlugin.provide(
  createSearchResultListItemExtension({
    name: 'SessionManagerSearchResultListItem',
    component: () =>
      import('./search/SearchResultListItem').then(m => m.SearchResultListItem),
    predicate: result => isServiceResult(result),
  }),
);
