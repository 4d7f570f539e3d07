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

/**
 * Adds the action `session-manager:role:create` to the scaffolder.
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
        scaffolder.addActions(
          createRoleAction({
            accounts: AwsAccounts.fromConfig(config),
            knownRoles: knownRolesIn(cache),
          }),
        );
      },
    });
  },
});
