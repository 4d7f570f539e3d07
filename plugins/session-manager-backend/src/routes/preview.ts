import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter } from '../schema/openapi';
import { RolePreviews } from '../preview/RolePreviews';
import { answer } from './answer';
import { audited } from './audited';

/** Answers what would come of a spec. */
export function addPreviewRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    rolePreviews: RolePreviews;
  },
): void {
  const { auditor, httpAuth, rolePreviews } = options;

  router.post('/preview', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { spec } = req.body;
    await audited(
      auditor,
      {
        eventId: 'role-preview',
        severityLevel: 'low',
        request: req,
        meta: {
          accountId: spec.accountId as string,
          roleName: spec.roleName as string,
        },
      },
      async () => {
        const preview = await rolePreviews.of({
          ...(req.body as Parameters<RolePreviews['of']>[0]),
          credentials,
        });
        res.json(answer(preview));
        return undefined;
      },
    );
  });
}
