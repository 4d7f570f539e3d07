import { HttpAuthService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter } from '../schema/openapi';
import { ChoicesReader } from '../service/choices';

/** What a form can offer of an account, for everyone who is signed in. */
export function addChoiceRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: { httpAuth: HttpAuthService; choices: ChoicesReader },
): void {
  const { httpAuth, choices } = options;

  router.get('/accounts/:accountId/:choiceKind', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    const { accountId, choiceKind: kind } = req.params;
    res.json(await choices.list({ accountId, kind, ...req.query }));
  });
}
