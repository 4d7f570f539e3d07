import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { json } from 'express';
import { ChangeMarks } from './cache/ChangeMarks';
import { RoleClaims } from './roles/RoleClaims';
import { ConnectService } from './connect/ConnectService';
import { BatchService } from './batches/BatchService';
import { FleetRoles } from './fleet/FleetRoles';
import { LiveRoles } from './fleet/LiveRoles';
import { WhatIfRoles } from './fleet/whatIf/WhatIfRoles';
import { HandoverService } from './handover/HandoverService';
import { InstallationService } from './installation/InstallationService';
import { InstallationAccess } from './permissions/InstallationAccess';
import { checkRequest } from './input/checkRequest';
import { refuseOtherMethods } from './input/refuseOtherMethods';
import { requestDocument } from './input/requestDocument';
import { serveDocument } from './input/serveDocument';
import { ChoiceAccess } from './permissions/ChoiceAccess';
import { RoleAccess } from './permissions/RoleAccess';
import { RoleQueries } from './roles/RoleQueries';
import { RequestService } from './requests/RequestService';
import { addAccountFormRoutes } from './routes/accountForms';
import { addAccountRoutes } from './routes/accounts';
import { addBatchRoutes } from './routes/batches';
import { addChangeRoutes } from './routes/changes';
import { addChoiceRoutes } from './routes/choices';
import { addConnectRoutes } from './routes/connect';
import { addEntityRolesRoutes } from './routes/entityRoles';
import { addFleetRoutes } from './routes/fleet';
import { addHandoverRoutes } from './routes/handover';
import { addInstallationRoutes } from './routes/installation';
import { addInstanceRoutes } from './routes/instances';
import { addPreviewRoutes } from './routes/preview';
import { addReadinessRoutes } from './routes/readiness';
import { addRequestRoutes } from './routes/requests';
import { addRoleClaimRoutes } from './routes/roleClaims';
import { addWhatIfRoutes } from './routes/whatIf';
import { EndpointMap, spec } from './schema/openapi';
import { AccountPreferencesReader } from './choices/AccountPreferencesReader';
import { ChoicesReader } from './choices/ChoicesReader';
import { EntityInstancesService } from './instances/EntityInstancesService';
import { DeletionPreviews } from './preview/DeletionPreviews';
import { LogAccessPreviews } from './preview/LogAccessPreviews';
import { RolePreviews } from './preview/RolePreviews';
import { RecordedRoles } from './roles/RecordedRoles';
import { RoleStatusService } from './roles/RoleStatusService';

/** The HTTP API: authenticates callers, delegates to services, and audits. */
export async function createRouter(options: {
  auditor: AuditorService;
  changeMarks: ChangeMarks;
  httpAuth: HttpAuthService;
  roleStatus: RoleStatusService;
  accounts: Pick<AwsAccounts, 'configured' | 'get'>;
  accountPreferences: AccountPreferencesReader;
  entityInstances: EntityInstancesService;
  connect: ConnectService;
  batches: BatchService;
  fleetRoles: FleetRoles;
  liveRoles: LiveRoles;
  choiceAccess: ChoiceAccess;
  choices: ChoicesReader;
  recordedRoles: RecordedRoles;
  requests: RequestService;
  roleAccess: RoleAccess;
  roleClaims: RoleClaims;
  roleQueries: RoleQueries;
  whatIfRoles: WhatIfRoles;
  rolePreviews: RolePreviews;
  deletionPreviews: DeletionPreviews;
  logAccessPreviews: LogAccessPreviews;
  handover: HandoverService;
  installation: InstallationService;
  installationAccess: InstallationAccess;
}) {
  const router =
    await createValidatedOpenApiRouterFromGeneratedEndpointMap<EndpointMap>(
      requestDocument(spec),
      {
        middleware: [refuseOtherMethods, serveDocument, json(), checkRequest],
        // Backstage's HTTP authentication rejects unauthenticated calls with 401.
        validatorOptions: { validateSecurity: false },
      },
    );
  addAccountRoutes(router, options);
  // Before the routes for any kind of choice of an account.
  addAccountFormRoutes(router, options);
  addBatchRoutes(router, options);
  addChangeRoutes(router, options);
  addConnectRoutes(router, options);
  addEntityRolesRoutes(router, options);
  addFleetRoutes(router, options);
  addHandoverRoutes(router, options);
  addInstallationRoutes(router, options);
  addInstanceRoutes(router, options);
  addPreviewRoutes(router, options);
  addReadinessRoutes(router, options);
  addChoiceRoutes(router, options);
  addRequestRoutes(router, options);
  addRoleClaimRoutes(router, options);
  addWhatIfRoutes(router, options);

  return router;
}
