import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { createRoleEntityProvider } from './RoleEntityProvider';
import { readRoleEntityConfig } from './roleEntityConfig';

/**
 * Provides the roles that the session-manager backend knows as entities of the
 * catalog, if `catalog.providers.sessionManager` is configured.
 *
 * @public
 */
export const catalogModuleSessionManager = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'session-manager',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ config, processing, ...services }) {
        const settings = readRoleEntityConfig(config);
        if (settings) {
          processing.addEntityProvider(
            createRoleEntityProvider({ ...services, ...settings }),
          );
        } else {
          services.logger.info(
            'The catalog has no Session Manager roles as entities, because catalog.providers.sessionManager is not configured',
          );
        }
      },
    });
  },
});
