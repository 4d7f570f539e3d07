import { createExternalRouteRef } from '@backstage/core-plugin-api';

/** The form of a Software Template; absent where no scaffolder is installed. */
export const selectedTemplateRouteRef = createExternalRouteRef({
  id: 'session-manager/selected-template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
