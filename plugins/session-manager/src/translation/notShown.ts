/** The messages that say why something is not shown, in English. */
export const notShown = {
  forms:
    'The buttons that open a Software Template are not shown, because this app has no page for templates. Install @backstage/plugin-scaffolder, or bind the external route session-manager.selectedTemplate.',
  task: 'The log of the task is not linked, because this app has no page for tasks. Install @backstage/plugin-scaffolder, or bind the external route session-manager.task.',
  unmanaged:
    'The portal changes and deletes only roles that it manages. Adopt the role on the page {{page}} to manage it here.',
  requests: 'Open requests for this service could not be loaded: {{detail}}',
  requestsNotAllowed:
    'You do not have permission to view the requests for this service.',
  instances:
    'It is unknown whether instances of this service lack an instance profile: {{detail}}',
  instancesNotAllowed:
    'You do not have permission to view the instances of this service.',
  attach:
    'No role of this service in this account is in an instance profile that could be attached.',
  accounts:
    'The filter by account is not shown, because the accounts could not be loaded: {{detail}}',
  again: 'Only the person who filed the request can request the role again.',
  decision: '“{{decision}}” is not offered: {{reason}}',
  roleState:
    'The filter by Session Manager state is not shown, because the catalog has no roles as entities. Configure catalog.providers.sessionManager, and allow the kind Resource.',
  page: 'This page does not exist.',
  app: {
    title: 'In this app',
    shown: 'Shown: {{names}}',
    off: 'Not shown, because it is disabled. To show it, add {{id}} to app.extensions.',
    noPlace:
      'Not shown, because this app does not have {{place}}, or it is disabled. Install the plugin that provides it, or enable it in app.extensions.',
    condition: 'Not shown, because its condition in {{id}} is not met.',
    failed:
      'Not shown, because the app could not create it. The console of the browser has the error.',
    entities:
      'The card, the tab and the link are shown for components, resources and systems that are not roles themselves.',
    filter: 'Shown only for entities that match its filter: {{filter}}',
    noFilter: 'Shown for components, resources and systems.',
    templateFilter:
      'The list of Software Templates leaves out the template for approved requests, which only the portal itself runs.',
    oldSystem:
      'This app is on the old frontend system, so its code decides what is shown: see the README of backstage-plugin-session-manager.',
    template:
      'The template {{template}} is not in the catalog, or you may not view it. The buttons that open it lead to an error. Used by: {{names}}',
    templatesUnknown:
      'It is unknown whether the catalog has the templates: {{detail}}',
    name: {
      api: 'Client of the portal',
      card: 'Card',
      tab: 'Tab',
      connect: 'Link “Connect”',
      field: 'Form field {{name}}',
      page: 'Pages',
      roles: 'Page with all roles',
      requests: 'Page with requests',
      explain: 'Page that explains messages',
      batch: 'Page of a batch',
      handover: 'Page with an activation code',
      installation: 'Page with the installation',
      templateFilter: 'Filter of the templates',
      search: 'Search result',
      catalogFilter: 'Filter of the catalog',
      home: 'Card on the home page',
      other: 'Extension {{name}}',
    },
  },
} as const;
