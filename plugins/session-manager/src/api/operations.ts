// Loaded with the first call, because an app loads the client itself when it starts.
export { DefaultApiClient } from 'backstage-plugin-session-manager-common';
