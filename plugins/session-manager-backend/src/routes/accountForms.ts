import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { ChoiceAccess } from '../permissions/ChoiceAccess';
import { AccountPreferencesReader } from '../choices/AccountPreferencesReader';
import { RecordedRoles } from '../roles/RecordedRoles';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

/**
 * What forms fill in: the session preferences of an account, and the current
 * settings of a role.
 */
export function addAccountFormRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    choiceAccess: ChoiceAccess;
    accountPreferences: AccountPreferencesReader;
    recordedRoles: RecordedRoles;
  },
): void {
  const { auditor, httpAuth, choiceAccess } = options;
  const { accountPreferences, recordedRoles } = options;

  router.get('/accounts/:accountId/preferences', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { accountId } = req.params;
    await audited(
      auditor,
      {
        eventId: 'preferences-fetch',
        severityLevel: 'low',
        request: req,
        meta: { accountId },
      },
      async () => {
        await choiceAccess.requireForms(credentials);
        const found = await accountPreferences.read({
          accountId,
          ...req.query,
        });
        res.json(found);
        return { status: found.preferences.status };
      },
    );
  });

  router.get('/accounts/:accountId/roles/:roleName', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { accountId, roleName } = req.params;
    await audited(
      auditor,
      {
        eventId: 'recorded-role-fetch',
        severityLevel: 'low',
        request: req,
        meta: { accountId, roleName },
      },
      async () => {
        await choiceAccess.requireForms(credentials);
        const found = await recordedRoles.find({
          accountId,
          roleName,
          entityRef: req.query.entityRef,
          credentials,
        });
        res.json(found);
        return { status: found.status };
      },
    );
  });
}
