import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { entityRefFrom } from '../input/entityRefs';
import { createOpenApiRouter } from '../schema/openapi';
import { DeletionPreviews } from '../preview/DeletionPreviews';
import { LogAccessPreviews } from '../preview/LogAccessPreviews';
import { RolePreviews } from '../preview/RolePreviews';
import { audited } from './audited';

/** Previews what a task would do. */
export function addPreviewRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    rolePreviews: RolePreviews;
    deletionPreviews: DeletionPreviews;
    logAccessPreviews: LogAccessPreviews;
  },
): void {
  const { auditor, httpAuth, rolePreviews } = options;
  const { deletionPreviews, logAccessPreviews } = options;

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
          accountId: spec.accountId,
          roleName: spec.roleName,
        },
      },
      async () => {
        const preview = await rolePreviews.of({
          ...req.body,
          credentials,
        });
        res.json(preview);
        return undefined;
      },
    );
  });

  router.post('/preview/deletion', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { accountId, roleName } = req.body;
    await audited(
      auditor,
      {
        eventId: 'deletion-preview',
        severityLevel: 'low',
        request: req,
        meta: { accountId, roleName },
      },
      async () => {
        const preview = await deletionPreviews.of({
          ...req.body,
          entityRef: req.body.entityRef && entityRefFrom(req.body.entityRef),
          credentials,
        });
        res.json(preview);
        return undefined;
      },
    );
  });

  router.post('/preview/log-access', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { spec } = req.body;
    await audited(
      auditor,
      {
        eventId: 'log-access-preview',
        severityLevel: 'low',
        request: req,
        meta: {
          accountId: spec.accountId,
          roleName: spec.roleName,
          bucket: spec.s3?.bucket,
        },
      },
      async () => {
        const preview = await logAccessPreviews.of({
          ...req.body,
          credentials,
        });
        res.json(preview);
        return undefined;
      },
    );
  });
}
