import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { ChangeMarks } from '../cache/ChangeMarks';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

/** Receives from the scaffolder what it changed in AWS. */
export function addChangeRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    changeMarks: ChangeMarks;
    httpAuth: HttpAuthService;
  },
): void {
  const { auditor, changeMarks, httpAuth } = options;

  router.post('/changes', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    const { changes } = req.body;
    await audited(
      auditor,
      {
        eventId: 'change-report',
        severityLevel: 'low',
        request: req,
        meta: { changes: changes.map(change => ({ ...change })) },
      },
      async () => {
        await changeMarks.record(changes);
        res.json({ recorded: changes.length });
        return undefined;
      },
    );
  });
}
