import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
// Provides roles as entities, if `catalog.providers.sessionManager` is configured.
backend.add(import('backstage-plugin-catalog-backend-module-session-manager'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./policy'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
// Opens the pull requests of the template that writes a role as files. It
// requires an integration:
// https://backstage.io/docs/integrations/github/locations
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(
  import('backstage-plugin-scaffolder-backend-module-session-manager'),
);

backend.add(import('backstage-plugin-session-manager-backend'));
// Offers its actions, such as requesting a role, to MCP clients.
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();
