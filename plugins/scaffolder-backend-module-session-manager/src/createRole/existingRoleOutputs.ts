import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { roleConsoleUrl } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  KnownRoles,
  Provisioned,
  provisionRole,
} from 'backstage-plugin-session-manager-node';
import { AuthorizedRole } from '../gate/AuthorizedRole';
import { predictAfterPlan } from './predictAfterPlan';
import { asOutputs, Outputs, roleArnOf, roleOutputs } from './roleOutputs';

type Context = Pick<ActionContext<JsonObject>, 'logger' | 'signal'>;

/**
 * Ends a run whose request was already provisioned, such as a task that was
 * retried after it had finished: reads the current state and changes nothing.
 * Returns outputs that describe the current state; a role that does not exist
 * has none.
 */
export async function existingRoleOutputs(
  deps: { accounts: AwsAccounts; knownRoles: KnownRoles },
  ctx: Context,
  authorized: AuthorizedRole,
): Promise<Outputs> {
  const { account, spec, adopt, exclusive, request } = authorized;
  const found = await provisionRole({
    account,
    spec,
    adopt,
    exclusive,
    dryRun: true,
    signal: ctx.signal,
    knownRoles: deps.knownRoles,
  });
  ctx.logger.info(
    `Request ${request?.id} was already carried out, and a request can be used only once. Nothing was changed`,
  );
  const alreadyProvisioned = true;
  if (found.changes.length > 0) {
    return {
      ...outputsOfChanged(ctx, authorized, found),
      alreadyProvisioned,
    };
  }
  const unchanged: Provisioned = { ...found, changes: [], created: false };
  const readiness = await predictAfterPlan(deps.accounts, authorized).after({
    provisioned: unchanged,
  });
  return {
    ...roleOutputs(spec, unchanged),
    alreadyProvisioned,
    ...(readiness && { readiness }),
  };
}

/** For a role that differs from what was approved, only the known outputs. */
function outputsOfChanged(
  ctx: Context,
  { spec }: AuthorizedRole,
  { created: isMissing, kept }: Provisioned,
): Outputs {
  ctx.logger.warn(
    isMissing
      ? `The role ${spec.roleName} no longer exists. To create it again, file a new request`
      : `The role ${spec.roleName} has been changed since. To restore what was approved, file a new request`,
  );
  return asOutputs({
    ...(!isMissing && {
      roleArn: roleArnOf(spec),
      consoleUrl: roleConsoleUrl(spec.partition, spec.roleName),
    }),
    changes: [],
    created: false,
    kept,
  });
}
