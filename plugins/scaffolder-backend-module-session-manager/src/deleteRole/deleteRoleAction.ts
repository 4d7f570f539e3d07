import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  Change,
  describeDone,
  parseRoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  deleteRole,
  KnownRoles,
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ActionGuards } from '../gate/ActionGuard';
import { tellPlan } from '../tellPlan';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

const ID = 'session-manager:role:delete';

/** What the action works with. */
export interface DeleteRoleDeps {
  accounts: AwsAccounts;
  guards: ActionGuards;
  knownRoles: KnownRoles;
}

/**
 * The action `session-manager:role:delete`: deletes a role that the portal
 * made, with its policy and its instance profile.
 */
export function deleteRoleAction({
  accounts,
  guards,
  knownRoles,
}: DeleteRoleDeps) {
  const guard = guards(ID);
  return createTemplateAction({
    id: ID,
    description:
      'Deletes an AWS Session Manager role that the portal made, with its policy and instance profile',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { confirmRoleName, force, ...wanted } = ctx.input;
      const { accountId, roleName, path } = parseRoleSpec(wanted);
      refuseWithoutConfirmation(roleName, confirmRoleName);
      const account = await accounts.get(accountId);
      const { changes } = await deleteRole({
        account,
        roleName,
        path,
        force,
        dryRun: ctx.isDryRun,
        signal: ctx.signal,
        knownRoles,
        guard: (observed, names) =>
          guard.requireObserved(
            ctx,
            { ...names, accountId: account.settings.accountId },
            observed,
          ),
        onStep: step => ctx.logger.info(describeDone(step)),
      });
      tellPlan(
        ctx,
        changes,
        `Nothing to delete: nothing is left of the role ${roleName}`,
      );
      ctx.output('changes', asJson(changes));
    },
  });
}

function refuseWithoutConfirmation(
  roleName: string,
  confirmed: string = roleName,
): void {
  if (confirmed !== roleName) {
    throw new InputError(
      `confirmRoleName: is not the role’s name, ${roleName}. Nothing was done.`,
    );
  }
}

// Outputs are kept as JSON, which knows no undefined.
function asJson(changes: Change[]): z.input<typeof outputSchema>['changes'] {
  return JSON.parse(JSON.stringify(changes));
}
