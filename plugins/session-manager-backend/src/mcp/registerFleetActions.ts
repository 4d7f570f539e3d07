import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  FleetRoleFilter,
  FleetSort,
  ProblemCode,
  READINESS_STATES,
  ReadinessState,
  WhatIfRequest,
} from 'backstage-plugin-session-manager-common';
import type { z as zod } from 'zod/v3';
import { FleetRoles } from '../fleet/FleetRoles';
import { WhatIfRoles } from '../fleet/whatIf/WhatIfRoles';
import { recorded } from './recorded';

/** The dependencies of the actions. */
export interface FleetActionDeps {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  fleetRoles: FleetRoles;
  whatIfRoles: WhatIfRoles;
}

const STATES = READINESS_STATES as [ReadinessState, ...ReadinessState[]];

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/**
 * Registers actions that let Backstage, and tools that use MCP, find roles of
 * all accounts on behalf of a user.
 */
export function registerFleetActions(deps: FleetActionDeps): void {
  registerList(deps);
  registerSummary(deps);
  registerWhatIf(deps);
}

function registerList(deps: FleetActionDeps): void {
  deps.actionsRegistry.register({
    name: 'role:list',
    title: 'List Session Manager roles',
    description:
      'Lists the AWS Session Manager roles of all accounts that the user may see, as they were last scanned: which are ready, which would lose their logs, on which sessions would fail, and why. The worst are first. Does not call AWS.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          ...filterOf(z),
          sort: z
            .string()
            .regex(
              /^(?:state|roleName|entityRef|owner|accountId):(?:asc|desc)$/,
            )
            .optional()
            .describe(
              'state, roleName, entityRef, owner or accountId, with :asc or :desc. Default: state:asc, the worst first.',
            ),
          limit: z.number().int().min(1).max(100).optional(),
          cursor: z
            .string()
            .max(4096)
            .optional()
            .describe('The nextCursor of the page before.'),
        }),
      output: z =>
        z.object({
          items: z.array(z.object({}).passthrough()),
          totalItems: z.number(),
          pageInfo: z.object({ nextCursor: z.string().optional() }),
        }),
    },
    action: async ({ input, credentials }) => {
      const query = {
        ...filterIn(input),
        ...(input.sort && { sort: input.sort as FleetSort }),
        ...(input.limit && { limit: input.limit }),
        ...(input.cursor && { cursor: input.cursor }),
      };
      const about = { queryType: 'list', ...input };
      const found = await recorded(deps, 'fleet-fetch', about, () =>
        deps.fleetRoles.list(query, credentials),
      );
      const items = found.items.map(role => ({ ...role }));
      return { output: { ...found, items } };
    },
  });
}

function registerSummary(deps: FleetActionDeps): void {
  deps.actionsRegistry.register({
    name: 'role:summarize',
    title: 'Count Session Manager roles',
    description:
      'Counts the AWS Session Manager roles of all accounts that the user may see, by state, problem, account and owner, with the time of the last scan of each account and why an account could not be read. Does not call AWS.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object(filterOf(z)),
      output: z => z.object({ total: z.number() }).passthrough(),
    },
    action: async ({ input, credentials }) => {
      const about = { queryType: 'summary', ...input };
      const found = await recorded(deps, 'fleet-fetch', about, () =>
        deps.fleetRoles.summarize(filterIn(input), credentials),
      );
      return { output: { ...found } };
    },
  });
}

function registerWhatIf(deps: FleetActionDeps): void {
  deps.actionsRegistry.register({
    name: 'what-if',
    title: 'Preview a change for Session Manager roles',
    description:
      'Tells what a change of session preferences, a bucket, keys, aliases, a log group, boundaries or attached policies would do to the AWS Session Manager roles that the user may see, before anyone makes it: on which roles sessions would break, lose their logs or be repaired, with the message of the agent. Uses what was last read. Changes nothing.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          accountId: z.string().regex(/^\d{12}$/),
          region: z
            .string()
            .max(64)
            .regex(/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/),
          change: changeOf(z),
          limit: z.number().int().min(1).max(100).optional(),
          cursor: z
            .string()
            .max(4096)
            .optional()
            .describe('The nextCursor of the page before.'),
        }),
      output: z =>
        z
          .object({
            total: z.number(),
            unsafe: z
              .number()
              .describe(
                'Roles that break or may break, and those of which that is unknown.',
              ),
            items: z.array(z.object({}).passthrough()),
            pageInfo: z.object({ nextCursor: z.string().optional() }),
          })
          .passthrough(),
    },
    action: async ({ input, credentials }) => {
      const { accountId, region, change } = input;
      const about = { accountId, region, parts: Object.keys(change) };
      const found = await recorded(deps, 'what-if', about, () =>
        deps.whatIfRoles.page(input as WhatIfRequest, credentials),
      );
      const items = found.items.map(role => ({ ...role }));
      return { output: { ...found, items } };
    },
  });
}

/** The parts of a change, as the route has them. */
function changeOf(z: typeof zod) {
  const arn = z.string().max(2048);
  const document = z
    .object({
      Statement: z.union([
        z.object({}).passthrough(),
        z.array(z.object({}).passthrough()).max(500),
      ]),
    })
    .passthrough()
    .describe('A policy document of IAM.');
  const bounded = <T extends zod.ZodTypeAny>(values: T, most: number) =>
    z
      .record(values)
      .refine(
        record => Object.keys(record).length <= most,
        `must not have more than ${most} entries`,
      );
  return z
    .object({
      preferences: bounded(z.unknown(), 50)
        .optional()
        .describe(
          'Inputs of the session preferences as in their document, such as {"s3BucketName": "logs"}. Others stay; an empty text removes one.',
        ),
      bucket: z
        .object({
          name: z.string().max(63),
          exists: z.boolean(),
          region: z.string().max(64),
          ownerAccountId: z.string().regex(/^\d{12}$/),
          policy: document,
          encryption: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse', 'none']),
          kmsKeyArn: arn.describe('An empty text means aws/s3.'),
        })
        .partial()
        .strict()
        .optional(),
      keys: bounded(z.object({ policy: document }).strict(), 20)
        .optional()
        .describe('Policies of keys, by the ARNs of the keys.'),
      aliases: bounded(arn, 20)
        .optional()
        .describe(
          'The ARNs of the keys that aliases such as alias/sessions name afterwards.',
        ),
      logGroup: z
        .object({
          exists: z.boolean(),
          kmsKeyArn: arn.describe('An empty text removes the key.'),
        })
        .partial()
        .strict()
        .optional(),
      boundaries: bounded(document, 20)
        .optional()
        .describe('Documents of boundaries, by the ARNs of their policies.'),
      detach: z
        .array(arn)
        .max(20)
        .optional()
        .describe('The ARNs of managed policies.'),
      attach: z.array(document).max(10).optional(),
      replace: z
        .array(arn)
        .max(20)
        .optional()
        .describe(
          'The ARNs of managed policies to replace by the one that AWS documents.',
        ),
    })
    .strict();
}

type Filter = zod.infer<zod.ZodObject<ReturnType<typeof filterOf>>>;

/** The filters of the roles, as the routes have them. */
function filterOf(z: typeof zod) {
  return {
    q: z
      .string()
      .max(256)
      .optional()
      .describe('A part of the name of the role, its service or owner.'),
    accountIds: z
      .array(z.string().regex(/^\d{12}$/))
      .max(100)
      .optional(),
    region: z
      .string()
      .max(64)
      .optional()
      .describe('A region in which the role is used, or was predicted for.'),
    states: z.array(z.enum(STATES)).max(5).optional(),
    problem: z
      .string()
      .max(64)
      .optional()
      .describe('The code of a problem, such as s3-put-denied.'),
    owners: z
      .array(z.string().min(1).max(256))
      .max(100)
      .optional()
      .describe('Groups or users of which one owns the service.'),
    entityRef: z
      .string()
      .max(256)
      .optional()
      .describe('A service, such as component:default/payments.'),
    managed: z
      .boolean()
      .optional()
      .describe('Whether the portal manages the role.'),
    hasNodes: z.boolean().optional().describe('Whether nodes use the role.'),
    drift: z
      .enum(['in-sync', 'drifted', 'unmanaged', 'not-read'])
      .optional()
      .describe('Whether the role matches what was requested.'),
  };
}

function filterIn(input: Filter): FleetRoleFilter {
  const { q, region, entityRef, managed, hasNodes, drift } = input;
  return {
    ...{ q, region, entityRef, managed, hasNodes, drift },
    accountId: input.accountIds,
    state: input.states,
    owner: input.owners,
    // Of a code that does not exist, there are no roles.
    problem: input.problem as ProblemCode | undefined,
  };
}
