import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { RoleQueries, ExplainQuestion } from '../roles/RoleQueries';
import { createOpenApiRouter } from '../schema/openapi';
import { entityRefFrom } from '../input/entityRefs';
import { audited } from './audited';

/**
 * Predicts whether sessions on a role of an entity start and are logged, and
 * explains messages.
 */
export function addReadinessRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    roleQueries: RoleQueries;
  },
): void {
  const { auditor, httpAuth, roleQueries } = options;

  router.get('/entities/:kind/:namespace/:name/readiness', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entityRef = entityRefFrom(req.params);
    const { roleArn, region, refresh = false } = req.query;
    const question = { entityRef, roleArn, region, refresh };
    await audited(
      auditor,
      {
        eventId: 'readiness-fetch',
        severityLevel: 'low',
        request: req,
        meta: question,
      },
      async () => {
        const readiness = await roleQueries.readiness({
          ...question,
          credentials,
        });
        res.json(readiness);
        return { status: readiness.status };
      },
    );
  });

  router.post('/explain', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const question: ExplainQuestion = req.body;
    const { entityRef, roleArn, region } = question;
    await audited(
      auditor,
      {
        eventId: 'message-explain',
        severityLevel: 'low',
        request: req,
        // Without the message, which may contain private text.
        meta: { entityRef, roleArn, region },
      },
      async () => {
        const explained = await roleQueries.explain({
          ...question,
          credentials,
        });
        res.json(explained);
        return { candidates: explained.explanation.candidates.length };
      },
    );
  });
}
