import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { JsonObject } from '@backstage/types';
import { RoleQuestions } from '../roles/RoleQuestions';
import { audited } from '../routes/audited';
import { entityRefFrom } from '../input/entityRefs';
import { tellExplanation, tellReadiness } from './tellReadiness';

/** What the actions work with. */
export interface ReadinessActionDeps {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  roleQuestions: RoleQuestions;
}

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/**
 * Lets Backstage's actions, and by them tools that speak MCP, ask in the name
 * of a user whether sessions start and are logged, and what a message means.
 */
export function registerReadinessActions(deps: ReadinessActionDeps): void {
  registerReadiness(deps);
  registerExplaining(deps);
}

function registerReadiness(deps: ReadinessActionDeps): void {
  deps.actionsRegistry.register({
    name: 'readiness:get',
    title: 'Tell whether Session Manager sessions start and are logged',
    description:
      'Tells of the AWS Session Manager roles of a service, in one sentence each and with the evidence, whether a session would start and be logged to S3 and CloudWatch Logs: yes, no or unknown. Each problem has the refused action, what the agent says, and what mends it. It only reads AWS.',
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
              'An AWS region of the role’s account. Default: where the role’s instances are.',
            ),
        }),
      output: z => z.object({ roles: z.array(z.object({}).passthrough()) }),
    },
    action: async ({ input, credentials }) => {
      const entityRef = entityRefFrom(input.entityRef);
      const question = { ...input, entityRef };
      const told = await recorded(deps, 'readiness-fetch', question, () =>
        deps.roleQuestions.readinessOfAll({ ...question, credentials }),
      );
      return { output: { roles: told.map(tellReadiness) } };
    },
  });
}

function registerExplaining(deps: ReadinessActionDeps): void {
  deps.actionsRegistry.register({
    name: 'message:explain',
    title: 'Explain a message of Session Manager',
    description:
      'Tells what a message of the terminal or of the agent’s log means when an AWS Session Manager session does not start or is not logged, and what mends it. With a service and one of its roles, it is compared with what is known of that role.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          message: z
            .string()
            .min(1)
            .max(20_000)
            .describe('What the terminal or the log said, as it is.'),
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
        deps.roleQuestions.explain({ ...input, credentials }),
      );
      return { output: tellExplanation(explained) };
    },
  });
}

/** Has a question recorded as those that come over HTTP. */
async function recorded<T>(
  { auditor }: ReadinessActionDeps,
  eventId: string,
  question: JsonObject,
  ask: () => Promise<T>,
): Promise<T> {
  let answer: T | undefined;
  await audited(
    auditor,
    { eventId, severityLevel: 'low', meta: { ...question, by: 'action' } },
    async () => {
      answer = await ask();
      return undefined;
    },
  );
  return answer as T;
}
