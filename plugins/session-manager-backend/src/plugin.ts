import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { createReadThrough } from './cache/readThrough';
import { createRouter } from './router';
import { createRolePreviewService } from './service/createRolePreviewService';
import { createRoleStatusService } from './service/createRoleStatusService';

/**
 * The backend of Session Manager roles: it tells what AWS has of the roles of
 * catalog entities, to those who may read the entity, and what would come of a
 * role that someone wants.
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
        const shared = {
          accounts: AwsAccounts.fromConfig(config),
          catalog,
          readThrough: createReadThrough(cache),
        };
        httpRouter.use(
          await createRouter({
            auditor,
            httpAuth,
            roleStatus: createRoleStatusService({ ...shared, config, logger }),
            rolePreview: createRolePreviewService(shared),
          }),
        );
      },
    });
  },
});
