import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { RoleAccess } from '../permissions/RoleAccess';
import { createOpenApiRouter } from '../schema/openapi';
import { EntityInstancesService } from '../instances/EntityInstancesService';
import { readableInstances } from '../instances/readableInstances';
import { entityRefFrom } from '../input/entityRefs';
import { audited } from './audited';

/**
 * Lists the instances of an entity, in the accounts whose roles the caller may
 * read.
 */
export function addInstanceRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    entityInstances: EntityInstancesService;
    roleAccess: Pick<RoleAccess, 'readableAccounts'>;
  },
): void {
  const { auditor, httpAuth, entityInstances, roleAccess } = options;

  router.get('/entities/:kind/:namespace/:name/instances', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entityRef = entityRefFrom(req.params);
    const { accountId, region, refresh = false } = req.query;
    const question = { entityRef, accountId, region, refresh };
    await audited(
      auditor,
      {
        eventId: 'instance-fetch',
        severityLevel: 'low',
        request: req,
        meta: question,
      },
      async () => {
        const mayRead = await roleAccess.readableAccounts(
          entityRef,
          credentials,
        );
        const found = readableInstances(
          await entityInstances.getEntityInstances({
            ...question,
            credentials,
          }),
          mayRead,
        );
        res.json(found);
        return { instances: found.instances.length };
      },
    );
  });
}
