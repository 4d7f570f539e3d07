export const pluginId = 'session-manager';
