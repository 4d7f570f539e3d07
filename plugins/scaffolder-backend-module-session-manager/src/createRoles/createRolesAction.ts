import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { accountContext } from './accountContext';
import { examples } from './examples';
import { RoleToCreate, planRoles } from './planRoles';
import {
  CreateRolesContext,
  CreateRolesDeps,
  roleInAccount,
  RoleInAccount,
} from './roleInAccount';
import { AccountOutcome, RolesError } from './RolesError';
import { inputSchema, outputSchema } from './schema';

/**
 * The action `session-manager:roles:create`: creates a role in each of several
 * accounts, or requests it where the account requires an approval.
 */
export function createRolesAction(deps: CreateRolesDeps) {
  return createTemplateAction({
    id: 'session-manager:roles:create',
    description:
      'Creates or updates an AWS Session Manager role in each of several accounts, and requests it in those that require an approval',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { reason } = ctx.input;
      const roles = await planRoles(deps.accounts, ctx.input);
      const outcomes: Outcome[] = [];
      for (const role of roles) {
        outcomes.push(
          ctx.signal?.aborted
            ? notStarted(role)
            : await runIn(deps, accountContext(ctx, role.name), role, reason),
        );
      }
      if (outcomes.some(({ error }) => error)) {
        throw new RolesError(outcomes);
      }
      const done = outcomes.flatMap(outcome => outcome.done ?? []);
      ctx.output('results', asJson(done.map(({ result }) => result)));
      ctx.output(
        'foreignLogs',
        asJson(done.flatMap(({ foreignLogs }) => foreignLogs ?? [])),
      );
    },
  });
}

type Outcome = AccountOutcome & { done?: RoleInAccount };

/** A failure in one account does not stop the others. */
async function runIn(
  deps: CreateRolesDeps,
  ctx: CreateRolesContext,
  role: RoleToCreate,
  reason: string | undefined,
): Promise<Outcome> {
  const { name } = role;
  try {
    const done = await roleInAccount(deps, ctx, role, reason);
    ctx.logger[done.isReady ? 'info' : 'warn'](done.text);
    return { name, text: done.text, done };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const text = `Failed: ${error.message}`;
    ctx.logger.error(text);
    return { name, text, error };
  }
}

function notStarted({ name }: RoleToCreate): Outcome {
  return {
    name,
    text: 'Not started, because the task was cancelled.',
    error: { name: 'CancelledError' },
  };
}

/** As the scaffolder stores outputs: JSON has no undefined. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
