import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { AccountPicker } from './fields/accountPicker/AccountPicker';
import {
  ACCOUNT_PICKER,
  accountPickerSchema,
} from './fields/accountPicker/schema';
import { sessionManagerApiRef } from './api/SessionManagerApi';
import type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
import type { EntitySessionManagerContentProps } from './tab/EntitySessionManagerContent';
import { ChoicePicker } from './fields/choicePicker/ChoicePicker';
import {
  CHOICE_PICKER,
  choicePickerSchema,
} from './fields/choicePicker/schema';
import { LazyRolePreviewField } from './fields/preview/LazyRolePreviewField';
import { ROLE_PREVIEW, rolePreviewSchema } from './fields/preview/schema';
import { SessionManagerClient } from './api/SessionManagerClient';
import { InstancesPicker } from './fields/instancesPicker/InstancesPicker';
import {
  INSTANCES_PICKER,
  instancesPickerSchema,
} from './fields/instancesPicker/schema';
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
 * The field `SessionManagerAccountPicker` of a template's form: an account by
 * its name, and what it gives every role.
 *
 * @public
 */
export const SessionManagerAccountPickerFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: ACCOUNT_PICKER,
      component: AccountPicker,
      schema: accountPickerSchema.schema,
    }),
  );

/**
 * The field `SessionManagerInstancesPicker` of a template's form: the instances
 * of the service that the form is about, to choose from.
 *
 * @public
 */
export const SessionManagerInstancesPickerFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: INSTANCES_PICKER,
      component: InstancesPicker,
      schema: instancesPickerSchema.schema,
    }),
  );

/**
 * The field `SessionManagerChoicePicker` of a template's form: a bucket, a key
 * or a log group of the account, from those that the portal may list.
 *
 * @public
 */
export const SessionManagerChoicePickerFieldExtension =
  sessionManagerPlugin.provide(
    createScaffolderFieldExtension({
      name: CHOICE_PICKER,
      component: ChoicePicker,
      schema: choicePickerSchema.schema,
    }),
  );

/**
 * The field `SessionManagerPreview` of a template's form: what would come of
 * the role that the form asks for.
 *
 * @public
 */
export const SessionManagerPreviewFieldExtension = sessionManagerPlugin.provide(
  createScaffolderFieldExtension({
    name: ROLE_PREVIEW,
    component: LazyRolePreviewField,
    schema: rolePreviewSchema.schema,
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
    component: (): Promise<() => JSX.Element> =>
      import('./SessionManagerPage').then(m => m.SessionManagerPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * Whether sessions on an entity's roles work, and why: a tab of its page.
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
