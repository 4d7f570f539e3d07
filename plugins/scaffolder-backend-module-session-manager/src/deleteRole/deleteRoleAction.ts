import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  Change,
  describeDone,
  isStep,
  parseRoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  deleteRole,
  KnownRoles,
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuards } from '../gate/ActionGuard';
import { logPlan } from '../logPlan';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

const ID = 'session-manager:role:delete';

/** Dependencies of the action. */
export interface DeleteRoleDeps {
  accounts: AwsAccounts;
  changes: ChangeReporter;
  guards: ActionGuards;
  knownRoles: KnownRoles;
}

/**
 * The action `session-manager:role:delete`: deletes a role that the portal
 * created, with its policy and its instance profile.
 */
export function deleteRoleAction({
  accounts,
  changes: reporter,
  guards,
  knownRoles,
}: DeleteRoleDeps) {
  const guard = guards(ID);
  return createTemplateAction({
    id: ID,
    description:
      'Deletes an AWS Session Manager role that the portal created, with its policy and instance profile',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { confirmRoleName, force, checkOnly, ...wanted } = ctx.input;
      const isPlanned = ctx.isDryRun || checkOnly;
      const { accountId, roleName, path } = parseRoleSpec(wanted);
      refuseWithoutConfirmation(roleName, confirmRoleName);
      const account = await accounts.get(accountId);
      const id = account.settings.accountId;
      const { changes } = await reporter.track(ctx, {
        changes: [
          { what: 'role', accountId: id, roleName },
          { what: 'instances', accountId: id },
        ],
        run: begin =>
          deleteRole({
            account,
            roleName,
            path,
            force,
            dryRun: isPlanned,
            signal: ctx.signal,
            knownRoles,
            guard: async (observed, names) => {
              await guard.requireObserved(
                ctx,
                { ...names, accountId: id },
                observed,
              );
              if (isPlanned) {
                return;
              }
              begin();
              if (observed.role) {
                await hasBegun(ctx, id, roleName, true);
              }
            },
            onStep: step => ctx.logger.info(describeDone(step)),
          }),
        hasChanged: deleted => deleted.changes.length > 0 && !isPlanned,
      });
      ctx.output('changes', asJson(changes));
      if (checkOnly) {
        refuseIfRefused(changes);
        ctx.logger.info('Checked: nothing prevents the deletion');
        return;
      }
      if (changes.length > 0) {
        logPlan(ctx, changes, '');
        return;
      }
      const missing = `Account ${id} has no role ${roleName} and nothing that was created with it. Check the name and the account.`;
      if (ctx.isDryRun) {
        ctx.logger.warn(`Without dry run, this fails: ${missing}`);
      } else if (await hasBegun(ctx, id, roleName)) {
        ctx.logger.info(
          `The role ${roleName} was already deleted by an earlier run of this task`,
        );
      } else {
        throw new NotFoundError(`${missing} Nothing was deleted.`);
      }
    },
  });
}

type Context = Pick<ActionContext<JsonObject>, 'checkpoint'>;

/**
 * Whether this task has started to delete the role before; the scaffolder
 * stores that across crashes and retries. Then the run succeeds if nothing is
 * left. A name that never existed is an error.
 */
async function hasBegun(
  ctx: Context,
  accountId: string,
  roleName: string,
  begins: boolean = false,
): Promise<boolean> {
  const { begun } = await ctx.checkpoint({
    key: `session-manager.deletion.${accountId}.${roleName}`,
    fn: async () => ({ begun: begins }),
  });
  return begun;
}

/** Throws as the deletion itself would. */
function refuseIfRefused(changes: readonly Change[]): void {
  const reasons = changes.flatMap(change =>
    isStep(change) ? [] : change.reason,
  );
  if (reasons.length > 0) {
    throw new ConflictError(
      `The role cannot be deleted: ${reasons.join('; ')}. Nothing was done.`,
    );
  }
}

function refuseWithoutConfirmation(
  roleName: string,
  confirmed: string = roleName,
): void {
  if (confirmed !== roleName) {
    throw new InputError(
      `confirmRoleName: does not match the role name, ${roleName}. Nothing was deleted.`,
    );
  }
}

// The scaffolder stores outputs as JSON, which has no undefined.
function asJson(changes: Change[]): z.input<typeof outputSchema>['changes'] {
  return JSON.parse(JSON.stringify(changes));
}
