import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { EntityInstances } from 'backstage-plugin-session-manager-common';
import { RoleAccess } from '../permissions/RoleAccess';
import { createOpenApiRouter } from '../schema/openapi';
import { EntityInstancesService } from '../instances/EntityInstancesService';
import { entityRefFrom } from '../input/entityRefs';
import { audited } from './audited';

/**
 * Answers which instances an entity has, in the accounts whose roles the
 * caller may read.
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
        const found = readable(
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

/** Throws a `NotAllowedError` where there is something, and all is hidden. */
function readable(
  all: EntityInstances,
  mayRead: (accountId?: string) => boolean,
): EntityInstances {
  const of = <T extends { accountId: string }>(items: readonly T[]) =>
    items.filter(({ accountId }) => mayRead(accountId));
  const instances = of(all.instances);
  const incomplete = of(all.incomplete);
  if (instances.length + incomplete.length === 0 && !mayRead()) {
    throw new NotAllowedError(
      `You may not see the instances of ${all.tag.value}`,
    );
  }
  return { ...all, instances, incomplete };
}
