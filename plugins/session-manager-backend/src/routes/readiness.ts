import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { ExplainRequest } from 'backstage-plugin-session-manager-common';
import { RoleQuestions } from '../roles/RoleQuestions';
import { createOpenApiRouter } from '../schema/openapi';
import { entityRefFrom } from '../input/entityRefs';
import { answer } from './answer';
import { audited } from './audited';

/**
 * Answers whether sessions on a role of an entity start and are logged, and what
 * a message means.
 */
export function addReadinessRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    roleQuestions: RoleQuestions;
  },
): void {
  const { auditor, httpAuth, roleQuestions } = options;

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
        const told = await roleQuestions.readiness({
          ...question,
          credentials,
        });
        res.json(answer(told));
        return { status: told.status };
      },
    );
  });

  router.post('/explain', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { entityRef, roleArn, region }: ExplainRequest = req.body;
    await audited(
      auditor,
      {
        eventId: 'message-explain',
        severityLevel: 'low',
        request: req,
        // Not the message: whatever people paste is theirs.
        meta: { entityRef, roleArn, region },
      },
      async () => {
        const explained = await roleQuestions.explain({
          ...req.body,
          credentials,
        });
        res.json(answer(explained));
        return { candidates: explained.explanation.candidates.length };
      },
    );
  });
}
