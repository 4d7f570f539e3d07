import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  AwsAccounts,
  knownRolesIn,
  sessionManagerServiceRef,
} from 'backstage-plugin-session-manager-node';
import { attachInstanceProfileAction } from './attachInstanceProfile/attachInstanceProfileAction';
import { checkReadinessAction } from './checkReadiness/checkReadinessAction';
import { createActivationAction } from './createActivation/createActivationAction';
import { createRequestAction } from './createRequest/createRequestAction';
import { createRoleAction } from './createRole/createRoleAction';
import { deleteRoleAction } from './deleteRole/deleteRoleAction';
import { grantLogAccessAction } from './grantLogAccess/grantLogAccessAction';
import { createRoleGuard } from './gate/RoleGuard';
import { createRoleOrders } from './gate/RoleOrder';
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
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        cache: coreServices.cache,
        permissions: coreServices.permissions,
        sessionManager: sessionManagerServiceRef,
      },
      async init({ scaffolder, cache, ...services }) {
        const parts = {
          ...services,
          accounts: AwsAccounts.fromConfig(services.config),
          guard: createRoleGuard(services),
        };
        const deps = {
          ...parts,
          knownRoles: knownRolesIn(cache),
          orders: createRoleOrders(parts),
        };
        scaffolder.addActions(
          createRoleAction(deps),
          deleteRoleAction(deps),
          attachInstanceProfileAction(deps),
          grantLogAccessAction(deps),
          renderRoleAction(deps),
          createRequestAction(deps),
          checkReadinessAction(deps),
          createActivationAction(deps),
        );
      },
    });
  },
});
