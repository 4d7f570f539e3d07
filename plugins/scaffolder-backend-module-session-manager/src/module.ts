import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  AwsAccounts,
  knownRolesIn,
} from 'backstage-plugin-session-manager-node';
import { attachInstanceProfileAction } from './attachInstanceProfile/attachInstanceProfileAction';
import { createRoleAction } from './createRole/createRoleAction';
import { deleteRoleAction } from './deleteRole/deleteRoleAction';
import { renderRoleAction } from './renderRole/renderRoleAction';

/**
 * Adds the actions of Session Manager roles to the scaffolder.
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
        const deps = {
          accounts: AwsAccounts.fromConfig(config),
          knownRoles: knownRolesIn(cache),
        };
        scaffolder.addActions(
          createRoleAction(deps),
          deleteRoleAction(deps),
          attachInstanceProfileAction(deps),
          renderRoleAction(deps),
        );
      },
    });
  },
});
