import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { createOpenApiRouter } from '../schema/openapi';
import { GetEntityRoles } from '../schema/openapi/generated/apis';
import { RoleStatusService } from '../service/RoleStatusService';

/** `GET /entities/:kind/:namespace/:name/roles` */
export function addEntityRolesRoute(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    roleStatus: RoleStatusService;
  },
): void {
  const { auditor, httpAuth, roleStatus } = options;

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
}
