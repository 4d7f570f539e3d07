import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { AccountConfig } from 'backstage-plugin-session-manager-node';
import { addAccountRoutes } from './routes/accounts';
import { addInstanceRoutes } from './routes/instances';
import { createOpenApiRouter } from './schema/openapi';
import { GetEntityRoles } from './schema/openapi/generated/apis';
import { EntityInstancesService } from './service/EntityInstancesService';
import { RoleStatusService } from './service/RoleStatusService';

/** The HTTP side of the service: who asks, for what, and the record of it. */
export async function createRouter(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  roleStatus: RoleStatusService;
  /** Absent: any account may be asked for. */
  accounts: readonly AccountConfig[] | undefined;
  entityInstances: EntityInstancesService;
}) {
  const { auditor, httpAuth, roleStatus } = options;
  const router = await createOpenApiRouter();
  addAccountRoutes(router, options);
  addInstanceRoutes(router, options);

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
      const roles = await roleStatus.getEntityRoles({
        entityRef,
        credentials,
        refresh,
      });
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
