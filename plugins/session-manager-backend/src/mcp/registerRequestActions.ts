import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { roleSpecSchema } from 'backstage-plugin-session-manager-common';
import { RequestService } from '../requests/RequestService';
import { audited } from '../routes/audited';
import { tellDetails, tellRequest } from './tellRequest';

/** What the actions work with. */
export interface RequestActionDeps {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  requests: RequestService;
}

/**
 * Lets Backstage's actions, and by them tools that speak MCP, list, read and
 * file requests in the name of a user. Deciding is for people, in the portal.
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
      'Lists requests for AWS Session Manager roles that the user may see, newest first, a page at a time. A request is pending until approvers decide about it; then it is approved and carried out (provisioning, provisioned, failed), rejected, withdrawn or expired.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          view: z
            .enum(['mine', 'to-approve', 'all'])
            .optional()
            .describe(
              "The user's own requests, those that wait for their approval, or all that they may see. Default: all.",
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
            .describe('nextCursor of the page before, with the same filters.'),
        }),
      output: z =>
        z.object({
          requests: z.array(z.object({}).passthrough()),
          total: z.number().describe('How many fit, on all pages.'),
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
              tellRequest(item, await deps.requests.waitingFor(item)),
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
    title: 'Read a request for a Session Manager role',
    description:
      'Tells all about one request for an AWS Session Manager role: what would change in AWS, the policy, what is wider than needed, what happened so far, and whether the user may decide about it. Approving and rejecting is done by people in the portal, at the path that is given.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          requestId: z.string().uuid().describe('The id of the request.'),
        }),
      output: z => z.object({}).passthrough(),
    },
    action: async ({ input, credentials }) => ({
      output: tellDetails(await requests.get(input.requestId, credentials)),
    }),
  });
}

function registerFiling(deps: RequestActionDeps): void {
  deps.actionsRegistry.register({
    name: 'request:create',
    title: 'Ask for a Session Manager role',
    description:
      'Files a request for an AWS Session Manager role in an account that takes only approved ones, in the name of the user. A role has one pending request at most: where there is one, that is given and nothing is filed.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          spec: roleSpecSchema.describe('The role that is wanted.'),
          reason: z
            .string()
            .min(1)
            .max(2000)
            .describe('Why the role is needed, for the approvers.'),
          adopt: z
            .boolean()
            .optional()
            .describe('Take over a role that the portal did not make.'),
          exclusive: z
            .boolean()
            .optional()
            .describe('Remove what someone else added to the role.'),
        }),
      output: z =>
        z.object({
          request: z.object({}).passthrough(),
          created: z.boolean().describe('Whether it was filed now.'),
          sameSpec: z
            .boolean()
            .describe('Whether it asks for exactly what was asked for now.'),
        }),
    },
    action: async ({ input, credentials }) => {
      const filed = await auditedFiling(deps, () =>
        deps.requests.file(input, credentials),
      );
      const waitingFor = await deps.requests.waitingFor(filed.request);
      const request = tellRequest(filed.request, waitingFor);
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
