import { ActionContext } from '@backstage/plugin-scaffolder-node';
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
import { ActionGuards } from '../gate/ActionGuard';
import {
  AuthorizedRole,
  AuthorizedRoles,
  RoleInput,
} from '../gate/AuthorizedRole';
import { TaskContext } from '../gate/RequestExecution';
import { existingRoleOutputs } from './existingRoleOutputs';
import { predictAfterPlan } from './predictAfterPlan';
import { Outputs, roleArnOf, roleOutputs } from './roleOutputs';

const RULES = 'session-manager:role:create';

/** Dependencies of creating a role. */
export interface CreateRoleDeps {
  accounts: AwsAccounts;
  changes: ChangeReporter;
  guards: ActionGuards;
  knownRoles: KnownRoles;
  authorizedRoles: AuthorizedRoles;
}

/** What creating a role needs of an action's context. */
export type CreateRoleContext = TaskContext &
  Pick<ActionContext<JsonObject>, 'checkpoint' | 'signal'>;

/** A role that exists as specified, or would in a dry run. */
export interface CreatedRole {
  /** The outputs of `session-manager:role:create`. */
  outputs: Outputs;
  /** Absent if the request was carried out before. */
  provisioned?: Provisioned;
}

/**
 * Creates or updates a role by the rules of `session-manager:role:create`, and
 * logs each step and warning. The result is for the caller to log.
 */
export async function createRole(
  deps: CreateRoleDeps,
  ctx: CreateRoleContext,
  { rollback, ...input }: RoleInput & { rollback?: boolean },
): Promise<CreatedRole> {
  const authorized = await deps.authorizedRoles.resolve(ctx, input);
  if (authorized.request?.isDone('role')) {
    return { outputs: await existingRoleOutputs(deps, ctx, authorized) };
  }
  const prediction = predictAfterPlan(deps.accounts, authorized);
  const provisioned = await provision(deps, ctx, authorized, rollback);
  warnOfKept(ctx, provisioned);
  const { isDryRun } = ctx;
  const readiness = await prediction.after({ isDryRun, provisioned });
  const outputs = {
    ...roleOutputs(authorized.spec, provisioned),
    ...(readiness && { readiness }),
  };
  return { outputs, provisioned };
}

/** Creates or updates the role and reports the outcome to its request. */
async function provision(
  { changes, guards, knownRoles }: CreateRoleDeps,
  ctx: CreateRoleContext,
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
        // A role that is not known is created without reading first.
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
            guards(RULES).requireObserved(
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
      // An earlier run may have created it and crashed before reporting it.
      isFirstRun && provisioned.changes.length === 0 ? ['role'] : [],
    );
    return provisioned;
  } catch (error) {
    await request?.failed(error);
    throw error;
  }
}

/**
 * Returns whether this is the first run of the task. A task that continues
 * after a crash may have created the role already, so that it must be read
 * first. The checkpoint only exists if an earlier run passed it.
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

function warnOfKept(
  { logger }: Pick<ActionContext<JsonObject>, 'logger'>,
  { kept }: Provisioned,
): void {
  if (kept.length > 0) {
    logger.warn(
      `Kept, because it was added to the role outside the portal: ${kept.join(', ')}. To remove it, run session-manager:role:create with exclusive: true`,
    );
  }
}
