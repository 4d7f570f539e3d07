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
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { z } from 'zod/v4';
import { sessionManagerApiRef } from './api/SessionManagerApi';
import { SessionManagerClient } from './api/SessionManagerClient';
import { SERVICE_KINDS } from './availability';
import { CONTENT_PATH } from './hooks/useRolePath';
import {
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
  scaffolderTaskRouteRef,
  selectedTemplateRouteRef,
} from './routes';
import {
  DEFAULT_ATTACH_TEMPLATE,
  DEFAULT_TEMPLATE,
} from './components/role/templateForm';
import { sessionManagerTranslationRef } from './translation/ref';
import { TerminalIcon } from './components/TerminalIcon';

export { sessionManagerTranslationRef } from './translation/ref';

const sessionManagerApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: sessionManagerApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new SessionManagerClient(deps),
    }),
});

const rolesCard = EntityCardBlueprint.makeWithOverrides({
  name: 'roles',
  configSchema: {
    template: z.string().default(DEFAULT_TEMPLATE),
    attachTemplate: z.string().default(DEFAULT_ATTACH_TEMPLATE),
  },
  factory(originalFactory, { config }) {
    return originalFactory({
      type: 'info',
      filter: { kind: { $in: SERVICE_KINDS } },
      loader: async () => {
        const { EntitySessionManagerCard } =
          await import('./card/EntitySessionManagerCard');
        return (
          <EntitySessionManagerCard
            template={config.template}
            attachTemplate={config.attachTemplate}
          />
        );
      },
    });
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

const rolePreview = FormFieldBlueprint.make({
  name: 'preview',
  params: {
    field: () => import('./fields/preview/field').then(m => m.rolePreviewField),
  },
});

const rolesContent = EntityContentBlueprint.makeWithOverrides({
  name: 'roles',
  configSchema: {
    template: z.string().default(DEFAULT_TEMPLATE),
  },
  factory(originalFactory, { config }) {
    return originalFactory({
      path: CONTENT_PATH,
      title: 'Session Manager',
      filter: { kind: { $in: SERVICE_KINDS } },
      loader: async () => {
        const { EntitySessionManagerContent } =
          await import('./tab/EntitySessionManagerContent');
        return <EntitySessionManagerContent template={config.template} />;
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
    title: sessionManagerTranslationRef('title'),
    icon: <TerminalIcon />,
  },
});

const requestsPage = SubPageBlueprint.make({
  name: 'requests',
  params: {
    path: 'requests',
    title: sessionManagerTranslationRef('requests.title'),
    loader: async () => {
      const { RequestsContent } = await import('./requests/RequestsContent');
      return <RequestsContent />;
    },
  },
});

const explainPage = SubPageBlueprint.make({
  name: 'explain',
  params: {
    path: 'explain',
    title: sessionManagerTranslationRef('readiness.explain.title'),
    loader: async () => {
      const { ExplainContent } = await import('./explain/ExplainContent');
      return <ExplainContent />;
    },
  },
});

// A page of its own and no tab of the other: one gets there by a link only.
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
    instancesPicker,
    accountPicker,
    choicePicker,
    rolePreview,
    page,
    requestsPage,
    explainPage,
    handoverPage,
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
