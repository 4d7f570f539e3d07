import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  AwsAccounts,
  readSessionManagerConfig,
} from 'backstage-plugin-session-manager-node';
import { createRecordedRoles } from './roles/RecordedRoles';
import { createRoleClaims } from './roles/RoleClaims';
import { createRoleConfirmations } from './permissions/RoleConfirmations';
import { createRoleQuestions } from './roles/RoleQueries';
import { createLiveRoles } from './fleet/LiveRoles';
import { createFleetRoles } from './fleet/FleetRoles';
import { createBatchService } from './batches/createBatchService';
import { startFleet } from './fleet/startFleet';
import { createRoleServices } from './fleet/roleServices';
import { createStoredRoles } from './fleet/StoredRoles';
import { createVisibleRoles } from './fleet/visibleRoles';
import { createWhatIfRoles } from './fleet/whatIf/WhatIfRoles';
import { createWhatIfWorkers } from './fleet/whatIf/WhatIfWorkers';
import { createInstallationService } from './installation/InstallationService';
import { createInstallationAccess } from './permissions/InstallationAccess';
import { createHandoverService } from './handover/createHandoverService';
import { createConnectService } from './connect/createConnectService';
import { checkedActions } from './mcp/checkedActions';
import { registerConnectActions } from './mcp/registerConnectActions';
import { registerFleetActions } from './mcp/registerFleetActions';
import { registerInstallationActions } from './mcp/registerInstallationActions';
import { registerReadinessActions } from './mcp/registerReadinessActions';
import { registerRequestActions } from './mcp/registerRequestActions';
import { createSharedReadCache } from './cache/SharedReadCache';
import { createCallCounter } from './accounts/callCounter';
import { createDeadlines } from './accounts/deadlines';
import { createChangeMarks } from './cache/ChangeMarks';
import { freshnessOf } from './cache/freshness';
import { createChoiceAccess } from './permissions/ChoiceAccess';
import { registerPermissions } from './permissions/registerPermissions';
import { createLogBucketAccess } from './permissions/LogBucketAccess';
import { createRoleAccess } from './permissions/RoleAccess';
import { createRoleVisibility } from './permissions/RoleVisibility';
import { createEntityOwnership } from './people/EntityOwnership';
import { createNestedGroups } from './people/NestedGroups';
import { optionalNotifications } from './people/optionalNotifications';
import { createRequests } from './requests/createRequests';
import { openDatabase } from './database/openDatabase';
import { withDatabaseErrors } from './database/transact';
import { warnOfOldBackstage } from './release/warnOfOldBackstage';
import { createRouter } from './router';
import { createAccountPreferencesReader } from './choices/AccountPreferencesReader';
import { createChoicesReader } from './choices/ChoicesReader';
import { createEntityInstancesService } from './instances/createEntityInstancesService';
import { createAutoApproval } from './preview/AutoApproval';
import { createDeletionPreviews } from './preview/DeletionPreviews';
import { createLogAccessPreviews } from './preview/LogAccessPreviews';
import { createRolePreviews } from './preview/RolePreviews';
import { createVisiblePlans } from './preview/VisiblePlans';
import { approvedRoles } from './requests/database/operations/approvedRoles';
import { createTaskWatch } from './requests/execution/TaskWatch';
import { requestsById } from './requests/database/operations/readRequests';
import { createRoleStatusService } from './roles/createRoleStatusService';

/**
 * The backend of Session Manager roles. It shows the roles of catalog entities
 * in AWS to users who may read the entity, accepts requests for roles, and
 * carries out approved requests.
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
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootInstanceMetadata: coreServices.rootInstanceMetadata,
        scaffolder: scaffolderServiceRef,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(installed) {
        await warnOfOldBackstage(installed);
        const services = {
          ...installed,
          notifications: optionalNotifications(installed),
        };
        const { config, database, httpRouter, metrics, scheduler } = services;
        const { annotations, fleet, limits, requests, status } =
          readSessionManagerConfig(config);
        const accounts = AwsAccounts.fromConfig(config, {
          onCall: createCallCounter(metrics),
        });
        const knex = await openDatabase(database);
        const changeMarks = createChangeMarks({ knex });
        const ground = {
          ...services,
          accounts,
          annotations,
          changeMarks,
          knex,
          limits,
          readCache: createSharedReadCache({
            ...services,
            changeMarks,
            freshness: freshnessOf(status.refresh),
          }),
          startDeadline: createDeadlines(accounts, status.deadline),
          templateRef: requests.templateRef,
        };
        const people = {
          ...ground,
          ownership: createEntityOwnership(ground),
          nestedGroups: createNestedGroups(ground),
        };
        registerPermissions({
          ...people,
          requestsById: ids =>
            withDatabaseErrors(() => requestsById(knex, ids)),
        });
        const confirmations = createRoleConfirmations(people);
        const roleAccess = createRoleAccess(people);
        const roleVisibility = createRoleVisibility({
          ...people,
          approvedRoles: roles => approvedRoles(knex, roles),
          confirmations,
          roleAccess,
        });
        const roleServices = createRoleServices({ ...people, confirmations });
        const liveRoles = createLiveRoles({ ...people, roleServices });
        const access = {
          ...people,
          confirmations,
          liveRoles,
          roleAccess,
          roleServices,
          roleVisibility,
          storedRoles: createStoredRoles({ ...people, refresh: fleet.refresh }),
        };
        const roleStatus = createRoleStatusService(access);
        const roles = { ...access, roleStatus };
        const roleQueries = createRoleQuestions({
          instanceTag: accounts.instanceTag,
          roleStatus,
        });
        const plans = {
          ...roles,
          autoApproval: createAutoApproval(roles),
          visiblePlans: createVisiblePlans(roles),
        };
        const logAccessPreviews = createLogAccessPreviews({
          ...roles,
          logBucketAccess: createLogBucketAccess(services),
        });
        const requestService = createRequests(plans);
        const entityInstances = createEntityInstancesService(access);
        const connect = createConnectService({ ...roles, entityInstances });
        const seen = { ...access, visibleRoles: createVisibleRoles(access) };
        const fleetRoles = createFleetRoles(seen);
        const workers = createWhatIfWorkers();
        services.lifecycle.addShutdownHook(() => workers.stop());
        const whatIfRoles = createWhatIfRoles({ ...seen, workers });
        const installation = createInstallationService({ ...ground, fleet });
        const installationAccess = createInstallationAccess(services);
        httpRouter.use(
          await createRouter({
            ...plans,
            accountPreferences: createAccountPreferencesReader(access),
            choiceAccess: createChoiceAccess(access),
            choices: createChoicesReader(access),
            connect,
            entityInstances,
            batches: createBatchService({
              ...roles,
              entityInstances,
              fleetRoles,
              requests: requestService,
              tasks: createTaskWatch(services),
              templateRef: fleet.templateRef,
              attachTemplateRef: fleet.attachTemplateRef,
            }),
            fleetRoles,
            handover: createHandoverService(ground),
            installation,
            installationAccess,
            recordedRoles: createRecordedRoles(access),
            requests: requestService,
            roleClaims: createRoleClaims(roles),
            rolePreviews: createRolePreviews(plans),
            deletionPreviews: createDeletionPreviews({
              ...plans,
              logAccessPreviews,
            }),
            logAccessPreviews,
            roleQueries,
            whatIfRoles,
          }),
        );
        const tools = {
          ...services,
          actionsRegistry: checkedActions(services.actionsRegistry),
          connect,
          fleetRoles,
          installation,
          installationAccess,
          requests: requestService,
          roleQueries,
          whatIfRoles,
        };
        registerRequestActions(tools);
        registerReadinessActions(tools);
        registerFleetActions(tools);
        registerConnectActions(tools);
        registerInstallationActions(tools);
        await scheduler.scheduleTask({
          id: 'session-manager-requests',
          frequency: requests.sweep,
          // If a backend dies, its work stays undone for this long.
          timeout: { seconds: 30 },
          fn: signal => requestService.sweep(signal),
        });
        await startFleet({ ...services, ...access, config: fleet });
      },
    });
  },
});
