import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { RoleAccess } from '../permissions/RoleAccess';
import { createOpenApiRouter } from '../schema/openapi';
import { EntityInstancesService } from '../service/EntityInstancesService';

/** Answers which instances an entity has. */
export function addInstanceRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    entityInstances: EntityInstancesService;
    roleAccess: RoleAccess;
  },
): void {
  const { auditor, httpAuth, entityInstances, roleAccess } = options;

  router.get('/entities/:kind/:namespace/:name/instances', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entityRef = stringifyEntityRef(req.params);
    const { accountId, region, refresh = false } = req.query;
    const event = await auditor.createEvent({
      eventId: 'instance-fetch',
      severityLevel: 'low',
      request: req,
      meta: { entityRef, accountId, region, refresh },
    });
    try {
      const found = await roleAccess.readableInstances(
        entityRef,
        credentials,
        () =>
          entityInstances.getEntityInstances({
            entityRef,
            credentials,
            accountId,
            region,
            refresh,
          }),
      );
      await event.success({ meta: { instances: found.instances.length } });
      res.json(found);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });
}
