import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { RoleQueries } from '../roles/RoleQueries';
import {
  EntityRolesRequest,
  RoleReadinessRequest,
} from '../roles/RoleStatusService';
import { entityRefFrom } from '../input/entityRefs';
import { recorded } from './recorded';
import { toExplanationOutput, toReadinessOutput } from './toReadinessOutput';
import { toRoleOutput } from './toRoleOutput';

/** The dependencies of the actions. */
export interface ReadinessActionDeps {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  roleQueries: RoleQueries;
}

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/**
 * Registers actions that let Backstage, and tools that use MCP, get readiness
 * and explanations of messages on behalf of a user.
 */
export function registerReadinessActions(deps: ReadinessActionDeps): void {
  registerReadiness(deps);
  registerExplaining(deps);
}

function registerReadiness(deps: ReadinessActionDeps): void {
  deps.actionsRegistry.register({
    name: 'readiness:get',
    title: 'Get Session Manager readiness',
    description:
      'Predicts for each AWS Session Manager role of a service whether a session would start and be logged to S3 and CloudWatch Logs: yes, no or unknown. Returns a summary sentence and the problems, each with the denied action and the agent’s message. For one role that is named, it also returns the evidence and the repairs. Only reads AWS.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .max(256)
            .describe('A service, such as component:default/payments.'),
          roleArn: z
            .string()
            .max(2048)
            .optional()
            .describe('One of its roles. Default: all of them.'),
          region: z
            .string()
            .max(32)
            .optional()
            .describe(
              'An AWS region of the account of the role that is named. Default: the region of the role’s instances.',
            ),
        }),
      output: z => z.object({ roles: z.array(z.object({}).passthrough()) }),
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefFrom(input.entityRef);
      const question = { ...input, entityRef };
      const roles = await recorded(deps, 'readiness-fetch', question, () =>
        readinessOf(deps.roleQueries, { ...question, credentials }),
      );
      return { output: { roles } };
    },
  });
}

/** One role with all evidence, or all roles as the portal last saw them. */
async function readinessOf(
  { readiness, rolesOf }: RoleQueries,
  {
    roleArn,
    region,
    ...about
  }: EntityRolesRequest &
    Partial<Pick<RoleReadinessRequest, 'roleArn' | 'region'>>,
) {
  if (roleArn) {
    return [toReadinessOutput(await readiness({ roleArn, region, ...about }))];
  }
  if (region) {
    throw new InputError('region: needs the roleArn of a role');
  }
  const { roles, checkedAt } = await rolesOf(about);
  return roles.map(role => toRoleOutput(role, checkedAt));
}

function registerExplaining(deps: ReadinessActionDeps): void {
  deps.actionsRegistry.register({
    name: 'message:explain',
    title: 'Explain a Session Manager message',
    description:
      'Explains a message in the terminal or the agent’s log about an AWS Session Manager session that does not start or is not logged, and how to fix the cause. If a service and one of its roles are given, the message is compared with the role’s readiness.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          message: z
            .string()
            .min(1)
            .max(20_000)
            .describe('The message, exactly as in the terminal or the log.'),
          entityRef: z
            .string()
            .max(256)
            .optional()
            .describe('A service, such as component:default/payments.'),
          roleArn: z
            .string()
            .max(2048)
            .optional()
            .describe('One of its roles.'),
          region: z.string().max(32).optional(),
        }),
      output: z =>
        z
          .object({ candidates: z.array(z.object({}).passthrough()) })
          .passthrough(),
    },
    action: async ({ input, credentials }) => {
      const { message, ...question } = input;
      const explained = await recorded(deps, 'message-explain', question, () =>
        deps.roleQueries.explain({ ...input, credentials }),
      );
      return { output: toExplanationOutput(explained) };
    },
  });
}
