import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { AwsAccounts } from 'backstage-plugin-session-manager-node';
import { HandoverService } from './handover/HandoverService';
import { RoleAccess } from './permissions/RoleAccess';
import { RoleQuestions } from './readiness/RoleQuestions';
import { RequestService } from './requests/RequestService';
import { addAccountRoutes } from './routes/accounts';
import { addChoiceRoutes } from './routes/choices';
import { addHandoverRoutes } from './routes/handover';
import { addInstanceRoutes } from './routes/instances';
import { addPreviewRoutes } from './routes/preview';
import { addReadinessRoutes } from './routes/readiness';
import { addRequestRoutes } from './routes/requests';
import { createOpenApiRouter } from './schema/openapi';
import { GetEntityRoles } from './schema/openapi/generated/apis';
import { ChoicesReader } from './service/choices';
import { EntityInstancesService } from './service/EntityInstancesService';
import { RolePreviews } from './service/RolePreviews';
import { RoleStatusService } from './service/RoleStatusService';

/** The HTTP side of the service: who asks, for what, and the record of it. */
export async function createRouter(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  roleStatus: RoleStatusService;
  accounts: Pick<AwsAccounts, 'configured'>;
  entityInstances: EntityInstancesService;
  choices: ChoicesReader;
  requests: RequestService;
  roleAccess: RoleAccess;
  roleQuestions: RoleQuestions;
  rolePreviews: RolePreviews;
  handover: HandoverService;
}) {
  const { auditor, httpAuth, roleStatus, roleAccess } = options;
  const router = await createOpenApiRouter();
  addAccountRoutes(router, options);
  addHandoverRoutes(router, options);
  addInstanceRoutes(router, options);
  addPreviewRoutes(router, options);
  addReadinessRoutes(router, options);
  addChoiceRoutes(router, options);
  addRequestRoutes(router, options);

  router.get('/entities/:kind/:namespace/:name/roles', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entityRef = stringifyEntityRef(req.params);
    const { refresh = false } = req.query;
    const event = await auditor.createEvent({
      eventId: 'role-fetch',
      severityLevel: 'low',
      request: req,
      meta: { entityRef, refresh },
    });
    try {
      const roles = await roleAccess.readable(entityRef, credentials, () =>
        roleStatus.getEntityRoles({ entityRef, credentials, refresh }),
      );
      await event.success({ meta: { roles: roles.roles.length } });
      // The generated types know no read-only lists.
      res.json(roles as GetEntityRoles['response']);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });

  return router;
}
