import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { createOpenApiRouter } from '../schema/openapi';
import { PreviewRole } from '../schema/openapi/generated/apis';
import { RolePreviewService } from '../service/RolePreviewService';

/** `POST /preview` */
export function addPreviewRoute(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    rolePreview: RolePreviewService;
  },
): void {
  const { auditor, httpAuth, rolePreview } = options;

  router.post('/preview', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { accountId, roleName } = req.body.spec;
    const event = await auditor.createEvent({
      eventId: 'role-preview',
      severityLevel: 'low',
      request: req,
      meta: { accountId, roleName },
    });
    try {
      const preview = await rolePreview.preview({ ...req.body, credentials });
      await event.success({ meta: { changes: preview.plan.length } });
      // The generated types know no read-only lists.
      res.json(preview as PreviewRole['response']);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });
}
