import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { json } from 'express';
import { ChangeMarks } from './cache/ChangeMarks';
import { RoleClaims } from './roles/RoleClaims';
import { HandoverService } from './handover/HandoverService';
import { checkRequest } from './input/checkRequest';
import { refuseOtherMethods } from './input/refuseOtherMethods';
import { ChoiceAccess } from './permissions/ChoiceAccess';
import { RoleAccess } from './permissions/RoleAccess';
import { RoleQuestions } from './roles/RoleQuestions';
import { RequestService } from './requests/RequestService';
import { addAccountRoutes } from './routes/accounts';
import { addChangeRoutes } from './routes/changes';
import { addChoiceRoutes } from './routes/choices';
import { addEntityRolesRoutes } from './routes/entityRoles';
import { addHandoverRoutes } from './routes/handover';
import { addInstanceRoutes } from './routes/instances';
import { addPreviewRoutes } from './routes/preview';
import { addReadinessRoutes } from './routes/readiness';
import { addRequestRoutes } from './routes/requests';
import { addRoleClaimRoutes } from './routes/roleClaims';
import { createOpenApiRouter } from './schema/openapi';
import { ChoicesReader } from './choices/ChoicesReader';
import { EntityInstancesService } from './instances/EntityInstancesService';
import { RolePreviews } from './preview/RolePreviews';
import { RoleStatusService } from './roles/RoleStatusService';

/** The HTTP side of the service: who asks, for what, and the record of it. */
export async function createRouter(options: {
  auditor: AuditorService;
  changeMarks: ChangeMarks;
  httpAuth: HttpAuthService;
  roleStatus: RoleStatusService;
  accounts: Pick<AwsAccounts, 'configured'>;
  entityInstances: EntityInstancesService;
  choiceAccess: ChoiceAccess;
  choices: ChoicesReader;
  requests: RequestService;
  roleAccess: RoleAccess;
  roleClaims: RoleClaims;
  roleQuestions: RoleQuestions;
  rolePreviews: RolePreviews;
  handover: HandoverService;
}) {
  const router = await createOpenApiRouter({
    middleware: [refuseOtherMethods, json(), checkRequest],
    // Who may ask is Backstage's HTTP authentication's to say: with 401.
    validatorOptions: { validateSecurity: false },
  });
  addAccountRoutes(router, options);
  addChangeRoutes(router, options);
  addEntityRolesRoutes(router, options);
  addHandoverRoutes(router, options);
  addInstanceRoutes(router, options);
  addPreviewRoutes(router, options);
  addReadinessRoutes(router, options);
  addChoiceRoutes(router, options);
  addRequestRoutes(router, options);
  addRoleClaimRoutes(router, options);

  return router;
}
