import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { ChangeMarks } from '../cache/ChangeMarks';
import { LiveRoles } from '../fleet/LiveRoles';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

/** Receives from the scaffolder what it changed in AWS. */
export function addChangeRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    auditor: AuditorService;
    changeMarks: ChangeMarks;
    httpAuth: HttpAuthService;
    liveRoles: Pick<LiveRoles, 'changed'>;
  },
): void {
  const { auditor, changeMarks, httpAuth, liveRoles } = options;

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
        // The task does not wait for it.
        void liveRoles.changed(changes);
        res.json({ recorded: changes.length });
        return undefined;
      },
    );
  });
}
