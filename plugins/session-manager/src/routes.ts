import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The form of a Software Template; unbound if the scaffolder is not installed. */
export const selectedTemplateRouteRef = createExternalRouteRef({
  id: 'session-manager/selected-template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The plugin's own pages. */
export const rootRouteRef = createRouteRef({ id: 'session-manager' });

/** The list of role requests. */
export const requestsRouteRef = createSubRouteRef({
  id: 'session-manager/requests',
  parent: rootRouteRef,
  path: '/requests',
});

/** One role request. */
export const requestRouteRef = createSubRouteRef({
  id: 'session-manager/request',
  parent: rootRouteRef,
  path: '/requests/:requestId',
});

/** How far the roles of a batch are. */
export const batchRouteRef = createSubRouteRef({
  id: 'session-manager/batch',
  parent: rootRouteRef,
  path: '/batches/:batchId',
});

/** The checks of the installation, for administrators. */
export const installationRouteRef = createSubRouteRef({
  id: 'session-manager/installation',
  parent: rootRouteRef,
  path: '/installation',
});

/** The log of a scaffolder task; unbound if the scaffolder is not installed. */
export const scaffolderTaskRouteRef = createExternalRouteRef({
  id: 'session-manager/task',
  params: ['taskId'],
  optional: true,
  defaultTarget: 'scaffolder.ongoingTask',
});
