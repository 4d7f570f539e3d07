import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { RoleClaims } from '../roles/RoleClaims';
import { createOpenApiRouter } from '../schema/openapi';
import { entityRefFrom } from '../input/entityRefs';
import { audited } from './audited';

const PATH = '/entities/:kind/:namespace/:name/role-confirmations';
const EVENT = { eventId: 'role-confirm', severityLevel: 'medium' } as const;

/** Lets users confirm that roles belong to the entities that name them. */
export function addRoleClaimRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    roleClaims: RoleClaims;
  },
): void {
  const { auditor, httpAuth, roleClaims } = options;

  router.post(PATH, async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const entityRef = entityRefFrom(req.params);
    const { roleArn } = req.body;
    await audited(
      auditor,
      {
        ...EVENT,
        request: req,
        meta: { actionType: 'confirm', entityRef, roleArn },
      },
      async () => {
        const confirmation = await roleClaims.confirm({
          entityRef,
          roleArn,
          credentials,
        });
        res.status(201).json(confirmation);
        return { taggedFor: confirmation.taggedFor };
      },
    );
  });

  router.delete(PATH, async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const entityRef = entityRefFrom(req.params);
    const { roleArn } = req.query;
    await audited(
      auditor,
      {
        ...EVENT,
        request: req,
        meta: { actionType: 'withdraw', entityRef, roleArn },
      },
      async () => {
        await roleClaims.withdraw({ entityRef, roleArn, credentials });
        res.status(204).send();
        return undefined;
      },
    );
  });
}
