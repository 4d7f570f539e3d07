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
import { showReadiness } from '../readiness';
import { predictAfterPlan } from './predictAfterPlan';
import { outputEntries, Outputs, roleArnOf, roleOutputs } from './roleOutputs';

type Context = Pick<ActionContext<JsonObject>, 'logger' | 'signal'> & {
  output(name: keyof Outputs, value: Outputs[keyof Outputs]): void;
};

/**
 * The end of a run whose request is carried out already, such as a task that
 * was retried after it had finished: reads what there is, and changes nothing.
 * Outputs are what is so now; nothing is said of a role that is not there.
 */
export async function showProvisioned(
  deps: { accounts: AwsAccounts; knownRoles: KnownRoles },
  ctx: Context,
  authorized: AuthorizedRole,
): Promise<void> {
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
    `Request ${request?.id} was already carried out, and a request is carried out only once. Nothing was changed`,
  );
  const unchanged: Provisioned = { ...found, changes: [], created: false };
  const outputs =
    found.changes.length === 0
      ? roleOutputs(spec, unchanged)
      : outputsOfChanged(ctx, authorized, found);
  for (const [name, value] of [
    ...outputs,
    ...outputEntries({ alreadyProvisioned: true }),
  ]) {
    ctx.output(name, value);
  }
  if (found.changes.length === 0) {
    const prediction = predictAfterPlan(deps.accounts, authorized);
    const readiness = await prediction.after({ provisioned: unchanged });
    if (readiness) {
      showReadiness(ctx, prediction.region, readiness);
    }
  }
}

/** Of a role that is not as it was approved, only what is known of it. */
function outputsOfChanged(
  ctx: Context,
  { spec }: AuthorizedRole,
  { created: isMissing, kept }: Provisioned,
) {
  ctx.logger.warn(
    isMissing
      ? `The role ${spec.roleName} no longer exists. To create it again, file a new request`
      : `The role ${spec.roleName} has been changed since. To restore what was approved, file a new request`,
  );
  return outputEntries({
    ...(!isMissing && {
      roleArn: roleArnOf(spec),
      consoleUrl: roleConsoleUrl(spec.partition, spec.roleName),
    }),
    changes: [],
    created: false,
    kept,
  });
}
