import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { RequestService } from '../requests/RequestService';
import { audited } from '../routes/audited';
import { toDetailsOutput, toRequestOutput } from './toRequestOutput';

/** The dependencies of the actions. */
export interface RequestActionDeps {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  requests: RequestService;
}

/**
 * Registers actions that let Backstage, and tools that use MCP, list, read and
 * file requests on behalf of a user. Only users themselves decide on requests,
 * in the portal.
 */
export function registerRequestActions(deps: RequestActionDeps): void {
  registerListing(deps);
  registerReading(deps);
  registerFiling(deps);
}

function registerListing(deps: RequestActionDeps): void {
  deps.actionsRegistry.register({
    name: 'request:list',
    title: 'List requests for Session Manager roles',
    description:
      'Lists requests for AWS Session Manager roles that the user may see, newest first, in pages. A request is pending until approvers decide on it. An approved request is carried out (provisioning, then provisioned or failed). A request can also be rejected, withdrawn or expired.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          view: z
            .enum(['mine', 'to-approve', 'all'])
            .optional()
            .describe(
              "The user's own requests, those waiting for their approval, or all that they may see. Default: all.",
            ),
          status: z
            .array(
              z.enum([
                'pending',
                'approved',
                'rejected',
                'withdrawn',
                'expired',
                'provisioning',
                'provisioned',
                'failed',
              ]),
            )
            .optional(),
          accountId: z
            .string()
            .regex(/^\d{12}$/)
            .optional()
            .describe('The 12 digits of an AWS account.'),
          entityRef: z
            .string()
            .max(256)
            .optional()
            .describe('A service, such as component:default/payments.'),
          q: z
            .string()
            .max(256)
            .optional()
            .describe(
              "Text in the role's name, the service, the requester or the reason.",
            ),
          limit: z.number().int().min(1).max(100).optional(),
          cursor: z
            .string()
            .max(1024)
            .optional()
            .describe(
              'The nextCursor of the previous page, with the same filters.',
            ),
        }),
      output: z =>
        z.object({
          requests: z.array(z.object({}).passthrough()),
          total: z
            .number()
            .describe('The number of matching requests on all pages.'),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { items, totals, pageInfo } = await deps.requests.list(
        input,
        credentials,
      );
      return {
        output: {
          requests: await Promise.all(
            items.map(async item =>
              toRequestOutput(item, await deps.requests.waitingFor(item)),
            ),
          ),
          total: totals.items,
          nextCursor: pageInfo.nextCursor,
        },
      };
    },
  });
}

function registerReading({ actionsRegistry, requests }: RequestActionDeps) {
  actionsRegistry.register({
    name: 'request:get',
    title: 'Get a request for a Session Manager role',
    description:
      'Returns one request for an AWS Session Manager role: the planned changes in AWS, the policy, permissions that are broader than needed, the history, and whether the user may decide on it. Users approve and reject requests in the portal, at the returned path.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          requestId: z.string().uuid().describe('The ID of the request.'),
        }),
      output: z => z.object({}).passthrough(),
    },
    action: async ({ input, credentials }) => ({
      output: toDetailsOutput(await requests.get(input.requestId, credentials)),
    }),
  });
}

function registerFiling(deps: RequestActionDeps): void {
  deps.actionsRegistry.register({
    name: 'request:create',
    title: 'Request a Session Manager role',
    description:
      'Files a request, on behalf of the user, for an AWS Session Manager role in an account that requires approval. A role has at most one pending request: if there is one, it is returned and no other is filed.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          spec: roleSpecSchema.describe('The spec of the role.'),
          reason: z
            .string()
            .min(1)
            .max(2000)
            .describe('Why the role is needed. Approvers see this.'),
          adopt: z
            .boolean()
            .optional()
            .describe('Adopt a role that the portal did not create.'),
          exclusive: z
            .boolean()
            .optional()
            .describe('Remove what others added to the role.'),
        }),
      output: z =>
        z.object({
          request: z.object({}).passthrough(),
          created: z.boolean().describe('Whether this call filed the request.'),
          sameSpec: z
            .boolean()
            .describe('Whether the request has exactly the given spec.'),
        }),
    },
    action: async ({ input, credentials }) => {
      const filed = await auditedFiling(deps, () =>
        deps.requests.file(input, credentials),
      );
      const waitingFor = await deps.requests.waitingFor(filed.request);
      const request = toRequestOutput(filed.request, waitingFor);
      return { output: { ...filed, request } };
    },
  });
}

async function auditedFiling<T extends { request: { id: string } }>(
  { auditor }: RequestActionDeps,
  file: () => Promise<T>,
): Promise<T> {
  let filed: T | undefined;
  await audited(
    auditor,
    {
      eventId: 'request-mutate',
      severityLevel: 'medium',
      meta: { actionType: 'file', by: 'action' },
    },
    async () => {
      filed = await file();
      return { requestId: filed.request.id };
    },
  );
  return filed as T;
}
