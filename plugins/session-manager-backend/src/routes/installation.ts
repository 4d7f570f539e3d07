import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { InstallationService } from '../installation/InstallationService';
import { InstallationAccess } from '../permissions/InstallationAccess';
import { createOpenApiRouter } from '../schema/openapi';
import { audited } from './audited';

/** Whether the plugins are installed completely, for administrators. */
export function addInstallationRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  {
    auditor,
    httpAuth,
    installation,
    installationAccess,
  }: {
    auditor: AuditorService;
    httpAuth: HttpAuthService;
    installation: InstallationService;
    installationAccess: InstallationAccess;
  },
): void {
  router.get('/installation', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await audited(
      auditor,
      { eventId: 'installation-fetch', severityLevel: 'low', request: req },
      async () => {
        await installationAccess.require(credentials);
        res.json(await installation.check());
        return undefined;
      },
    );
  });
}
