/**
 * The plugin, for apps on the new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  CatalogFilterBlueprint,
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { CatalogIcon } from '@backstage/core-components';
import { createZodV4FilterPredicateSchema } from '@backstage/filter-predicates';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  FormFieldBlueprint,
  ScaffolderTemplateFilterBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import { string } from 'zod/v4';
import { sessionManagerApiRef } from './api/SessionManagerApi';
import { SessionManagerClient } from './api/SessionManagerClient';
import {
  isSessionManagerTemplateForPeople,
  SERVICE_FILTER,
} from './availability';
import { useConnectLink } from './connect/useConnectLink';
import { CONTENT_PATH } from './hooks/useRolePath';
import {
  batchRouteRef,
  installationRouteRef,
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
  scaffolderTaskRouteRef,
  selectedTemplateRouteRef,
} from './routes';
import {
  DEFAULT_ATTACH_TEMPLATE,
  DEFAULT_DELETE_TEMPLATE,
  DEFAULT_TEMPLATE,
  roleTemplates,
} from './components/role/templateForm';
import { HOME_LAYOUT } from './home/homeLayout';
import { HomeTitle } from './home/HomeTitle';
import { isServiceResult } from './search/isServiceResult';
import { sessionManagerNavigationTranslationRef } from './translation/navigationRef';
import { TerminalIcon } from './components/TerminalIcon';

export { sessionManagerNavigationTranslationRef } from './translation/navigationRef';
export { sessionManagerTranslationRef } from './translation/ref';

const sessionManagerApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: sessionManagerApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SessionManagerClient(deps),
    }),
});

/** The templates that the card and the tab open. */
const templatesSchema = {
  template: string().default(DEFAULT_TEMPLATE),
  attachTemplate: string().default(DEFAULT_ATTACH_TEMPLATE),
  deleteTemplate: string().default(DEFAULT_DELETE_TEMPLATE),
};

const rolesCard = EntityCardBlueprint.makeWithOverrides({
  name: 'roles',
  configSchema: templatesSchema,
  factory(originalFactory, { config }) {
    return originalFactory({
      type: 'info',
      filter: SERVICE_FILTER,
      loader: async () => {
        const { EntitySessionManagerCard } =
          await import('./card/EntitySessionManagerCard');
        return <EntitySessionManagerCard {...roleTemplates(config)} />;
      },
    });
  },
});

const connectLink = EntityIconLinkBlueprint.make({
  name: 'connect',
  params: {
    useProps: useConnectLink,
    filter: SERVICE_FILTER,
  },
});

const accountPicker = FormFieldBlueprint.make({
  name: 'account-picker',
  params: {
    field: () =>
      import('./fields/accountPicker/field').then(m => m.accountPickerField),
  },
});

const choicePicker = FormFieldBlueprint.make({
  name: 'choice-picker',
  params: {
    field: () =>
      import('./fields/choicePicker/field').then(m => m.choicePickerField),
  },
});

const preview = FormFieldBlueprint.make({
  name: 'preview',
  params: {
    field: () => import('./fields/preview/field').then(m => m.previewField),
  },
});

const rolePicker = FormFieldBlueprint.make({
  name: 'role-picker',
  params: {
    field: () =>
      import('./fields/rolePicker/field').then(m => m.rolePickerField),
  },
});

const reason = FormFieldBlueprint.make({
  name: 'reason',
  params: {
    field: () => import('./fields/reason/field').then(m => m.reasonField),
  },
});

const roleForm = FormFieldBlueprint.make({
  name: 'role-form',
  params: {
    field: () => import('./fields/roleForm/field').then(m => m.roleFormField),
  },
});

const losses = FormFieldBlueprint.make({
  name: 'losses',
  params: {
    field: () => import('./fields/losses/field').then(m => m.lossesField),
  },
});

const otherAccounts = FormFieldBlueprint.make({
  name: 'other-accounts',
  params: {
    field: () =>
      import('./fields/otherAccounts/field').then(m => m.otherAccountsField),
  },
});

const rolesContent = EntityContentBlueprint.makeWithOverrides({
  name: 'roles',
  configSchema: templatesSchema,
  factory(originalFactory, { config }) {
    return originalFactory({
      path: CONTENT_PATH,
      title: 'Session Manager',
      filter: SERVICE_FILTER,
      loader: async () => {
        const { EntitySessionManagerContent } =
          await import('./tab/EntitySessionManagerContent');
        return <EntitySessionManagerContent {...roleTemplates(config)} />;
      },
    });
  },
});

const instancesPicker = FormFieldBlueprint.make({
  name: 'instances-picker',
  params: {
    field: () =>
      import('./fields/instancesPicker/field').then(
        m => m.instancesPickerField,
      ),
  },
});

const page = PageBlueprint.make({
  params: {
    path: '/session-manager',
    routeRef: rootRouteRef,
    title: sessionManagerNavigationTranslationRef('title'),
    icon: <TerminalIcon />,
  },
});

const fleetPage = SubPageBlueprint.make({
  name: 'roles',
  params: {
    path: 'roles',
    title: sessionManagerNavigationTranslationRef('roles'),
    loader: async () => {
      const { FleetContent } = await import('./fleet/FleetContent');
      return <FleetContent />;
    },
  },
});

const requestsPage = SubPageBlueprint.makeWithOverrides({
  name: 'requests',
  configSchema: {
    template: string().default(DEFAULT_TEMPLATE),
  },
  factory(originalFactory, { config }) {
    return originalFactory({
      path: 'requests',
      title: sessionManagerNavigationTranslationRef('requests'),
      loader: async () => {
        const { RequestsContent } = await import('./requests/RequestsContent');
        return <RequestsContent template={config.template} />;
      },
    });
  },
});

const explainPage = SubPageBlueprint.make({
  name: 'explain',
  params: {
    path: 'explain',
    title: sessionManagerNavigationTranslationRef('explain'),
    loader: async () => {
      const { ExplainContent } = await import('./explain/ExplainContent');
      return <ExplainContent />;
    },
  },
});

// Separate pages instead of tabs, because they are reached only by a link.
const handoverPage = PageBlueprint.make({
  name: 'handover',
  params: {
    path: '/session-manager/handover',
    loader: async () => {
      const { HandoverRoutes } = await import('./handover/HandoverRoutes');
      return <HandoverRoutes />;
    },
  },
});

const batchPage = PageBlueprint.make({
  name: 'batch',
  params: {
    path: '/session-manager/batches',
    loader: async () => {
      const { BatchRoutes } = await import('./batches/BatchRoutes');
      return <BatchRoutes />;
    },
  },
});

// The scaffolder's list leaves out what only the portal itself runs.
const templateFilter = ScaffolderTemplateFilterBlueprint.make({
  params: { useTemplateFilter: () => isSessionManagerTemplateForPeople },
});

// Not a tab either, because only administrators may see it.
const installationPage = PageBlueprint.make({
  name: 'installation',
  params: {
    path: '/session-manager/installation',
    loader: async () => {
      const { InstallationContent } =
        await import('./installation/InstallationContent');
      return <InstallationContent />;
    },
  },
});

// Disabled by default, because it replaces the catalog's own item. The search uses
// the first item that fits, and the items in the app's configuration come first.
const searchResult = SearchResultListItemBlueprint.makeWithOverrides({
  disabled: true,
  configSchema: {
    filter: createZodV4FilterPredicateSchema().optional(),
  },
  factory(originalFactory, { config }) {
    return originalFactory({
      icon: <CatalogIcon />,
      predicate: result => isServiceResult(result, config.filter),
      component: async ({ config: { noTrack } }) => {
        const { SearchResultListItem } =
          await import('./search/SearchResultListItem');
        return props => <SearchResultListItem {...props} noTrack={noTrack} />;
      },
    });
  },
});

const homeWidget = HomePageWidgetBlueprint.makeWithOverrides({
  name: 'roles',
  configSchema: { template: string().default(DEFAULT_TEMPLATE) },
  factory(originalFactory, { config }) {
    return originalFactory({
      name: 'SessionManagerHomeCard',
      // For the list of cards to add. The heading of the card is translated.
      title: 'My services’ sessions',
      description:
        'Whether sessions on the nodes of your services would start and be logged.',
      layout: HOME_LAYOUT,
      components: async () => ({
        Content: (await import('./home/HomeRoles')).HomeRoles,
      }),
      componentProps: { template: config.template, title: <HomeTitle /> },
    });
  },
});

// Disabled by default, because it is of use only if the catalog has roles as
// entities.
const roleStateFilter = CatalogFilterBlueprint.make({
  name: 'role-state',
  disabled: true,
  params: {
    loader: async () => {
      const { RoleStatePicker } =
        await import('./catalogFilter/RoleStatePicker');
      return <RoleStatePicker />;
    },
  },
});

/**
 * The session-manager plugin.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'session-manager',
  title: 'Session Manager',
  info: { packageJson: () => import('../package.json') },
  extensions: [
    sessionManagerApi,
    rolesCard,
    rolesContent,
    connectLink,
    instancesPicker,
    accountPicker,
    choicePicker,
    losses,
    otherAccounts,
    preview,
    reason,
    roleForm,
    rolePicker,
    page,
    fleetPage,
    requestsPage,
    explainPage,
    batchPage,
    handoverPage,
    installationPage,
    templateFilter,
    searchResult,
    roleStateFilter,
    homeWidget,
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
