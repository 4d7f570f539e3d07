import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { createRouter } from './router';
import { createEntityInstancesService } from './service/createEntityInstancesService';
import { createRoleStatusService } from './service/createRoleStatusService';

/**
 * The backend of Session Manager roles: it tells what AWS has of the roles of
 * catalog entities, to those who may read the entity.
 *
 * @public
 */
export const sessionManagerPlugin = createBackendPlugin({
  pluginId: 'session-manager',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({
        auditor,
        cache,
        catalog,
        config,
        httpAuth,
        httpRouter,
        logger,
      }) {
        const accounts = AwsAccounts.fromConfig(config);
        const parts = { accounts, cache, catalog, config, logger };
        const roleStatus = createRoleStatusService(parts);
        const entityInstances = createEntityInstancesService(parts);
        httpRouter.use(
          await createRouter({
            accounts: accounts.configured,
            auditor,
            httpAuth,
            roleStatus,
            entityInstances,
          }),
        );
      },
    });
  },
});
