import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { describeDone } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  KnownRoles,
  namesOf,
  Provisioned,
  provisionRole,
} from 'backstage-plugin-session-manager-node';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuard, ActionGuards } from '../gate/ActionGuard';
import { AuthorizedRole, AuthorizedRoles } from '../gate/AuthorizedRole';
import { showReadiness } from '../readiness';
import { logPlan } from '../logPlan';
import { predictAfterPlan } from './predictAfterPlan';
import { examples } from './examples';
import { roleArnOf, roleOutputs } from './roleOutputs';
import { inputSchema, outputSchema } from './schema';
import { showProvisioned } from './showProvisioned';

const ID = 'session-manager:role:create';

/** What the action works with. */
export interface CreateRoleDeps {
  accounts: AwsAccounts;
  changes: ChangeReporter;
  guards: ActionGuards;
  knownRoles: KnownRoles;
  authorizedRoles: AuthorizedRoles;
}

/**
 * The action `session-manager:role:create`: makes a Session Manager role, its
 * policy and its instance profile, or brings those that exist in line.
 */
export function createRoleAction(deps: CreateRoleDeps) {
  const guard = deps.guards(ID);
  return createTemplateAction({
    id: ID,
    description:
      'Creates or updates an AWS Session Manager role with its policy and instance profile',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { rollback, ...input } = ctx.input;
      const authorized = await deps.authorizedRoles.resolve(ctx, input);
      if (authorized.request?.isDone('role')) {
        await showProvisioned(deps, ctx, authorized);
        return;
      }
      const prediction = predictAfterPlan(deps.accounts, authorized);
      const provisioned = await provision(
        { ...deps, guard },
        ctx,
        authorized,
        rollback,
      );
      tell(ctx, provisioned);
      for (const [name, value] of roleOutputs(authorized.spec, provisioned)) {
        ctx.output(name, value);
      }
      const { isDryRun } = ctx;
      const readiness = await prediction.after({ isDryRun, provisioned });
      if (readiness) {
        showReadiness(ctx, prediction.region, readiness);
      }
    },
  });
}

type Context = Pick<
  ActionContext<JsonObject>,
  'checkpoint' | 'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'signal'
>;

/** Makes the role; a request that it is made for learns how that went. */
async function provision(
  {
    changes,
    guard,
    knownRoles,
  }: Pick<CreateRoleDeps, 'changes' | 'knownRoles'> & {
    guard: ActionGuard<typeof ID>;
  },
  ctx: Context,
  { account, spec, adopt, exclusive, request }: AuthorizedRole,
  rollback?: boolean,
): Promise<Provisioned> {
  try {
    const isFirstRun =
      ctx.isDryRun || (await beginRun(ctx, roleArnOf(spec), knownRoles));
    const { accountId, roleName } = spec;
    const provisioned = await changes.track(ctx, {
      changes: [{ what: 'role', accountId, roleName }],
      run: begin => {
        // A role that is not known is created without a look.
        begin();
        return provisionRole({
          account,
          spec,
          adopt,
          exclusive,
          rollback,
          dryRun: ctx.isDryRun,
          signal: ctx.signal,
          knownRoles,
          guard: observed =>
            guard.requireObserved(
              ctx,
              { ...namesOf(spec), accountId },
              observed,
            ),
          onWarnings: warnings =>
            warnings.forEach(({ text }) => ctx.logger.warn(text)),
          onStep: step => ctx.logger.info(describeDone(step)),
        });
      },
      hasChanged: result => result.changes.length > 0,
    });
    await request?.done(
      ['role'],
      // An earlier run may have made it, and died before it said so.
      isFirstRun && provisioned.changes.length === 0 ? ['role'] : [],
    );
    return provisioned;
  } catch (error) {
    await request?.failed(error);
    throw error;
  }
}

/**
 * A task that goes on after a crash may have made the role already: then it is
 * to be looked at first. Gives whether it is the first run: the checkpoint is
 * there only from one before.
 */
async function beginRun(
  ctx: Pick<ActionContext<JsonObject>, 'checkpoint'>,
  roleArn: string,
  knownRoles: KnownRoles,
): Promise<boolean> {
  let firstRun = false;
  await ctx.checkpoint({
    key: `session-manager.begun.${roleArn}`,
    fn: async () => {
      firstRun = true;
    },
  });
  if (!firstRun) {
    await knownRoles.add(roleArn);
  }
  return firstRun;
}

function tell(
  ctx: Pick<ActionContext<JsonObject>, 'isDryRun' | 'logger'>,
  { changes, kept }: Provisioned,
): void {
  logPlan(ctx, changes, 'No changes: already in sync');
  if (kept.length > 0) {
    ctx.logger.warn(
      `Kept, because it was added to the role outside the portal: ${kept.join(', ')}. To remove it, set exclusive to true`,
    );
  }
}
