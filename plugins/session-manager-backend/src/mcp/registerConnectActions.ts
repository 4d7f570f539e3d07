import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ConnectService } from '../connect/ConnectService';
import { entityRefFrom } from '../input/entityRefs';
import { recorded } from './recorded';

/**
 * Registers the action that lets Backstage, and tools that use MCP, get how a
 * user connects to the nodes of a service.
 */
export function registerConnectActions(deps: {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  connect: ConnectService;
}): void {
  const { actionsRegistry, connect } = deps;
  actionsRegistry.register({
    name: 'connect:get',
    title: 'Get how to connect to the nodes of a service',
    description:
      'Lists the EC2 instances and hybrid nodes of a service: whether each is online, and why a session would not start, the link to the session in the AWS console, the AWS CLI commands for a shell, port forwarding and SSH (or to request just-in-time access), and for each account the IAM policy that the user needs. Only reads AWS, and does not start a session.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .max(256)
            .describe('A service, such as component:default/payments.'),
        }),
      output: z =>
        z
          .object({
            nodes: z.array(z.object({}).passthrough()),
            accounts: z.array(z.object({}).passthrough()),
          })
          .passthrough(),
    },
    action: async ({ input, credentials }) => {
      const question = { entityRef: entityRefFrom(input.entityRef) };
      const found = await recorded(deps, 'connect-fetch', question, () =>
        connect.getConnect({ ...question, credentials }),
      );
      return {
        output: {
          ...found,
          nodes: found.nodes.map(node => ({ ...node })),
          accounts: found.accounts.map(account => ({ ...account })),
        },
      };
    },
  });
}
