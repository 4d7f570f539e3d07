import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InstallationService } from '../installation/InstallationService';
import { InstallationAccess } from '../permissions/InstallationAccess';
import { recorded } from './recorded';

/**
 * Registers the action that lets Backstage, and tools that use MCP, check the
 * installation on behalf of an administrator.
 */
export function registerInstallationActions({
  actionsRegistry,
  auditor,
  installation,
  installationAccess,
}: {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  installation: InstallationService;
  installationAccess: InstallationAccess;
}): void {
  actionsRegistry.register({
    name: 'installation:get',
    title: 'Check the Session Manager installation',
    description:
      'Checks whether the Session Manager plugins are installed completely: configuration, credentials and permissions of each AWS account, templates, events, cache, database and scans. Each check is ok, problem or unknown, with a sentence and what to do. For administrators: requires the permission session-manager.installation.read. Only reads AWS.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          checkedAt: z.string(),
          checks: z.array(z.object({}).passthrough()),
        }),
    },
    action: async ({ credentials }) => ({
      output: await recorded(
        { auditor },
        'installation-fetch',
        {},
        async () => {
          await installationAccess.require(credentials);
          const { checkedAt, checks } = await installation.check();
          return { checkedAt, checks: checks.map(check => ({ ...check })) };
        },
      ),
    }),
  });
}
