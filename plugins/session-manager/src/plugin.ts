import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { sessionManagerApiRef } from './api/SessionManagerApi';
import type { EntitySessionManagerCardProps } from './card/EntitySessionManagerCard';
import { SessionManagerClient } from './api/SessionManagerClient';
import { InstancesPicker } from './instancesPicker/InstancesPicker';
import {
  INSTANCES_PICKER,
  instancesPickerSchema,
} from './instancesPicker/schema';
import { selectedTemplateRouteRef } from './routes';

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
  externalRoutes: { selectedTemplate: selectedTemplateRouteRef },
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
