import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter } from '../schema/openapi';
import { RoleStatusService } from '../roles/RoleStatusService';
import { entityRefFrom } from '../input/entityRefs';
import { audited } from './audited';

/** Returns the roles of an entity in AWS, and how much of a role is shown. */
export function addEntityRolesRoutes(
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
    const entityRef = entityRefFrom(req.params);
    const { refresh = false } = req.query;
    await audited(
      auditor,
      {
        eventId: 'role-fetch',
        severityLevel: 'low',
        request: req,
        meta: { entityRef, refresh },
      },
      async () => {
        const roles = await roleStatus.getEntityRoles({
          entityRef,
          credentials,
          refresh,
        });
        res.json(roles);
        return { roles: roles.roles.length };
      },
    );
  });

  router.get('/role-visibility', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { roleArn, entityRef: written } = req.query;
    const entityRef =
      written === undefined ? undefined : entityRefFrom(written);
    await audited(
      auditor,
      {
        eventId: 'role-visibility-fetch',
        severityLevel: 'low',
        request: req,
        meta: { roleArn, entityRef },
      },
      async () => {
        const shown = await roleStatus.getVisibility({
          roleArn,
          entityRef,
          credentials,
        });
        res.json({ shown });
        return { shown };
      },
    );
  });
}
