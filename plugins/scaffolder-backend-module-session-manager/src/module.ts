import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { ActionId } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  knownRolesIn,
  sessionManagerServiceRef,
} from 'backstage-plugin-session-manager-node';
import { attachInstanceProfileAction } from './attachInstanceProfile/attachInstanceProfileAction';
import { checkReadinessAction } from './checkReadiness/checkReadinessAction';
import { createChangeReporter } from './changes/ChangeReporter';
import { createActivationAction } from './createActivation/createActivationAction';
import { createRequestAction } from './createRequest/createRequestAction';
import { createRoleAction } from './createRole/createRoleAction';
import { createRolesAction } from './createRoles/createRolesAction';
import { deleteRoleAction } from './deleteRole/deleteRoleAction';
import { grantLogAccessAction } from './grantLogAccess/grantLogAccessAction';
import { createActionGuards } from './gate/ActionGuard';
import { createApprovals } from './gate/approvals';
import { createAuthorizedRoles } from './gate/AuthorizedRole';
import { createServiceOwners } from './gate/serviceOwners';
import { renderRoleAction } from './renderRole/renderRoleAction';
import { updatePreferencesAction } from './updatePreferences/updatePreferencesAction';

// An action without a rule, or a rule without an action, is a type error.
const actions = {
  'session-manager:role:create': createRoleAction,
  'session-manager:roles:create': createRolesAction,
  'session-manager:role:delete': deleteRoleAction,
  'session-manager:instance-profile:attach': attachInstanceProfileAction,
  'session-manager:log-access:grant': grantLogAccessAction,
  'session-manager:role:render': renderRoleAction,
  'session-manager:request:create': createRequestAction,
  'session-manager:readiness:check': checkReadinessAction,
  'session-manager:activation:create': createActivationAction,
  'session-manager:preferences:update': updatePreferencesAction,
} satisfies Record<ActionId, unknown>;

/**
 * Adds the actions for Session Manager roles to the scaffolder.
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        cache: coreServices.cache,
        permissions: coreServices.permissions,
        sessionManager: sessionManagerServiceRef,
      },
      async init({ scaffolder, cache, ...services }) {
        const accounts = AwsAccounts.fromConfig(services.config);
        const approvals = createApprovals(services);
        const guards = createActionGuards({
          ...services,
          approvals,
          ownersOf: createServiceOwners(services),
        });
        const guard = guards('session-manager:role:create');
        const deps = {
          ...services,
          accounts,
          changes: createChangeReporter(services),
          guards,
          knownRoles: knownRolesIn(cache),
          authorizedRoles: createAuthorizedRoles({
            ...services,
            accounts,
            guard,
          }),
        };
        scaffolder.addActions(
          ...Object.values(actions).map(createAction => createAction(deps)),
        );
      },
    });
  },
});
