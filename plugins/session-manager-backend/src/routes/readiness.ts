import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { createOpenApiRouter } from '../schema/openapi';
import { GetRoleReadiness } from '../schema/openapi/generated/apis';
import { RoleStatusService } from '../service/RoleStatusService';

/** Answers whether sessions on a role of an entity start and are logged. */
export function addReadinessRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    roleStatus: RoleStatusService;
  },
): void {
  const { auditor, httpAuth, roleStatus } = options;

  router.get('/entities/:kind/:namespace/:name/readiness', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entityRef = stringifyEntityRef(req.params);
    const { roleArn, region, refresh = false } = req.query;
    const event = await auditor.createEvent({
      eventId: 'readiness-fetch',
      severityLevel: 'low',
      request: req,
      meta: { entityRef, roleArn, region, refresh },
    });
    try {
      const told = await roleStatus.getRoleReadiness({
        entityRef,
        roleArn,
        region,
        credentials,
        refresh,
      });
      await event.success({ meta: { status: told.status } });
      // The generated types know no read-only lists.
      res.json(told as GetRoleReadiness['response']);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });
}
