import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  AwsAccounts,
  readSessionManagerConfig,
} from 'backstage-plugin-session-manager-node';
import { createRoleClaims } from './roles/RoleClaims';
import { createRoleConfirmations } from './permissions/RoleConfirmations';
import { createRoleQuestions } from './roles/RoleQuestions';
import { createHandoverService } from './handover/createHandoverService';
import { checkedActions } from './mcp/checkedActions';
import { registerReadinessActions } from './mcp/registerReadinessActions';
import { registerRequestActions } from './mcp/registerRequestActions';
import { createReadThrough } from './cache/readThrough';
import { createChangeMarks } from './cache/ChangeMarks';
import { createChoiceAccess } from './permissions/ChoiceAccess';
import { registerPermissions } from './permissions/registerPermissions';
import { createRoleAccess } from './permissions/RoleAccess';
import { createRoleVisibility } from './permissions/RoleVisibility';
import { createEntityOwnership } from './people/EntityOwnership';
import { createNestedGroups } from './people/NestedGroups';
import { assembleRequests } from './requests/assembleRequests';
import { openDatabase } from './database/openDatabase';
import { createRouter } from './router';
import { createChoicesReader } from './choices/ChoicesReader';
import { createEntityInstancesService } from './instances/createEntityInstancesService';
import { createRolePreviews } from './preview/RolePreviews';
import { createRoleStatusService } from './roles/createRoleStatusService';

/**
 * The backend of Session Manager roles: it tells what AWS has of the roles of
 * catalog entities, to those who may read the entity; takes requests for roles,
 * and has those carried out that are approved.
 *
 * @public
 */
export const sessionManagerPlugin = createBackendPlugin({
  pluginId: 'session-manager',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scaffolder: scaffolderServiceRef,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { config, database, httpRouter, scheduler } = services;
        const {
          limits,
          requests: { templateRef, sweep },
        } = readSessionManagerConfig(config);
        const knex = await openDatabase(database);
        const changeMarks = createChangeMarks({ knex });
        const parts = {
          ...services,
          actionsRegistry: checkedActions(services.actionsRegistry),
          accounts: AwsAccounts.fromConfig(config),
          changeMarks,
          knex,
          limits,
          readThrough: createReadThrough({ ...services, changeMarks }),
          templateRef,
        };
        const ownership = createEntityOwnership(parts);
        const nestedGroups = createNestedGroups(parts);
        registerPermissions({ ...parts, ownership, nestedGroups });
        const roleAccess = createRoleAccess({ ...parts, ownership });
        const confirmations = createRoleConfirmations(parts);
        const roleVisibility = createRoleVisibility({
          ...parts,
          confirmations,
          roleAccess,
        });
        const roleStatus = createRoleStatusService({
          ...parts,
          roleAccess,
          roleVisibility,
        });
        const { requests, visiblePlans, autoApproval } = assembleRequests({
          ...parts,
          ownership,
          nestedGroups,
          roleAccess,
          roleStatus,
          roleVisibility,
        });
        const roleQuestions = createRoleQuestions({
          instanceTag: parts.accounts.instanceTag,
          roleStatus,
        });
        httpRouter.use(
          await createRouter({
            ...parts,
            roleStatus,
            roleAccess,
            roleQuestions,
            rolePreviews: createRolePreviews({
              ...parts,
              roleAccess,
              roleStatus,
              visiblePlans,
              autoApproval,
            }),
            requests,
            roleClaims: createRoleClaims({
              ...parts,
              confirmations,
              roleAccess,
              roleStatus,
            }),
            entityInstances: createEntityInstancesService(parts),
            choiceAccess: createChoiceAccess(parts),
            choices: createChoicesReader(parts),
            handover: createHandoverService(parts),
          }),
        );
        registerRequestActions({ ...parts, requests });
        registerReadinessActions({ ...parts, roleQuestions });
        await scheduler.scheduleTask({
          id: 'session-manager-requests',
          frequency: sweep,
          // As long does it stay undone where a backend dies meanwhile.
          timeout: { seconds: 30 },
          fn: signal => requests.sweep(signal),
        });
      },
    });
  },
});
