import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  AwsAccounts,
  knownRolesIn,
} from 'backstage-plugin-session-manager-node';
import { createRoleAction } from './createRole/createRoleAction';
import { grantLogAccessAction } from './grantLogAccess/grantLogAccessAction';

/**
 * Adds the actions `session-manager:*` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleSessionManager = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'session-manager',
  register({ registerInit }) {
    registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        cache: coreServices.cache,
      },
      async init({ scaffolder, config, cache }) {
        const accounts = AwsAccounts.fromConfig(config);
        scaffolder.addActions(
          createRoleAction({ accounts, knownRoles: knownRolesIn(cache) }),
          grantLogAccessAction({ accounts }),
        );
      },
    });
  },
});
