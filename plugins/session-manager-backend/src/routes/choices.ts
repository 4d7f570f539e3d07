import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { ChoiceAccess } from '../permissions/ChoiceAccess';
import { createOpenApiRouter } from '../schema/openapi';
import { ChoicesReader } from '../choices/ChoicesReader';
import { audited } from './audited';

/** The choices that forms offer for an account. */
export function addChoiceRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    choiceAccess: ChoiceAccess;
    choices: ChoicesReader;
  },
): void {
  const { auditor, httpAuth, choiceAccess, choices } = options;

  router.get('/accounts/:accountId/:choiceKind', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { accountId, choiceKind: kind } = req.params;
    await audited(
      auditor,
      {
        eventId: 'choice-fetch',
        severityLevel: 'low',
        request: req,
        meta: { accountId, kind },
      },
      async () => {
        await choiceAccess.requireForms(credentials);
        const found = await choices.list({ accountId, kind, ...req.query });
        res.json(found);
        return { choices: found.choices.length };
      },
    );
  });
}
