/** The messages that an app shows before the plugin is opened, in English. */
export const navigation = {
  title: 'Session Manager',
  roles: 'Roles',
  requests: 'Role requests',
  explain: 'Explain a message',
  connect: 'Connect',
  home: 'My services’ sessions',
} as const;
