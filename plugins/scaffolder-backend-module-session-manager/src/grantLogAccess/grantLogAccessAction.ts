import { InputError, isError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  describeStatementChange,
  describeStatementDone,
  refuseUnallowed,
  ResolvedRoleSpec,
  resolveRoleSpec,
  StatementChange,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  grantLogAccess,
  LogAccessOptions,
  readRoleTags,
  createTaskCache,
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuard, ActionGuards, serviceOf } from '../gate/ActionGuard';
import { AuthorizedRoles } from '../gate/AuthorizedRole';
import {
  readRoleReadiness,
  unlessItFails,
} from '../createRole/predictAfterPlan';
import { outputReadiness, ReadinessOutput } from '../readiness';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

const ID = 'session-manager:log-access:grant';

/** What the action works with. */
export interface GrantLogAccessDeps {
  accounts: AwsAccounts;
  changes: ChangeReporter;
  guards: ActionGuards;
  authorizedRoles: AuthorizedRoles;
  /** How long a written policy must stay to count. */
  settleMs?: number;
}

/**
 * The action `session-manager:log-access:grant`: adds what a role needs to
 * the policies of another account's bucket and of its key, or takes it out.
 */
export function grantLogAccessAction({ guards, ...rest }: GrantLogAccessDeps) {
  const deps: Deps = { ...rest, guard: guards(ID) };
  return createTemplateAction({
    id: ID,
    description:
      'Grants or revokes access for an AWS Session Manager role to write session logs to a bucket in another account, in its bucket policy and key policy',
    examples,
    supportsDryRun: true,
    schema: { input: () => inputSchema, output: () => outputSchema },
    async handler(ctx) {
      const { requestId } = ctx.input;
      const changes = requestId
        ? await carryOut(deps, ctx, requestId)
        : await grantAsAsked(deps, ctx);
      ctx.output('changes', JSON.parse(JSON.stringify(changes)));
    },
  });
}

type Deps = Omit<GrantLogAccessDeps, 'guards'> & {
  guard: ActionGuard<typeof ID>;
};

type Context = ReadinessOutput &
  Pick<
    ActionContext<z.input<typeof inputSchema> & JsonObject>,
    | 'getInitiatorCredentials'
    | 'input'
    | 'isDryRun'
    | 'logger'
    | 'signal'
    | 'task'
  >;

async function grantAsAsked(
  deps: Deps,
  ctx: Context,
): Promise<StatementChange[]> {
  const { checkEncryption, revoke, ...wanted } = ctx.input;
  const account = await deps.accounts.get(wanted.accountId);
  const spec = resolveRoleSpec(wanted, account.settings);
  const owner = await ownerOf(spec, deps.accounts);
  await requireAllowed(deps, ctx, account, owner, spec);
  // Taking rights away is not held up by an approval.
  if (!revoke) {
    await deps.guard.admit(ctx, 'bucket-owner', owner);
  }
  return grant(deps, ctx, {
    account,
    owner,
    spec: { ...spec, checkEncryption },
    revoke,
  });
}

/** What is left of a request: as much as the portal may. */
async function carryOut(
  deps: Deps,
  ctx: Context,
  requestId: string,
): Promise<StatementChange[]> {
  const { requestId: _, ...stated } = ctx.input;
  if (Object.keys(stated).length > 0) {
    throw new InputError('requestId: cannot be combined with other inputs');
  }
  const { account, spec, request } = await deps.authorizedRoles.resolve(ctx, {
    requestId,
  });
  if (request?.isDone('bucket-policy', 'key-policy')) {
    ctx.logger.info(
      `Nothing to do: the log access of request ${requestId} was already granted, and a request is carried out only once`,
    );
    return [];
  }
  try {
    const owner = await ownerOf(spec, deps.accounts);
    await requireAllowed(deps, ctx, account, owner, spec);
    await deps.guard.admit(ctx, 'bucket-owner', owner);
    const changes = await grant(deps, ctx, { account, owner, spec });
    await request?.done(
      ['bucket-policy', 'key-policy'],
      unchangedParts(changes),
    );
    return changes;
  } catch (error) {
    if (isError(error) && error.name === 'NotAllowedError') {
      ctx.logger.warn(
        `The bucket owner must do this, and the request stays open until then: ${error.message}`,
      );
      return [];
    }
    await request?.failed(error);
    throw error;
  }
}

/** Where there was nothing to change. */
function unchangedParts(changes: readonly StatementChange[]) {
  return (['bucket-policy', 'key-policy'] as const).filter(part =>
    changes.every(({ resource }) => resource !== `${part}-statement`),
  );
}

async function grant(
  { accounts, changes: reporter, settleMs }: Deps,
  ctx: Context,
  what: Pick<LogAccessOptions, 'owner' | 'spec' | 'revoke'> & {
    account: AwsAccount;
  },
): Promise<StatementChange[]> {
  const { isDryRun, logger, signal } = ctx;
  const { accountId } = what.owner.settings;
  const changes = await reporter.track(ctx, {
    changes: [{ what: 'environment', accountId }],
    run: begin => {
      begin();
      return grantLogAccess({
        ...what,
        settleMs,
        dryRun: isDryRun,
        signal,
        onChange: change => logger.info(describeStatementDone(change)),
        onRace: policy =>
          logger.warn(`${policy} was changed in the meantime; merging again`),
      });
    },
    hasChanged: done => done.length > 0,
  });
  tell(changes, sentence => logger.info(sentence), isDryRun);
  if (!isDryRun && !what.revoke) {
    await outputReadinessNow(accounts, ctx, what);
  }
  return changes;
}

/** What was said of the role before it had access is not so any more. */
async function outputReadinessNow(
  accounts: AwsAccounts,
  ctx: Context,
  { account, spec }: { account: AwsAccount; spec: ResolvedRoleSpec },
): Promise<void> {
  const [region] = account.regions;
  const told = await unlessItFails(
    readRoleReadiness(spec.roleName, {
      accounts,
      account,
      region,
      cache: createTaskCache(),
    }),
  );
  if (told) {
    outputReadiness(ctx, region, told.readiness);
  }
}

/**
 * Throws a `NotAllowedError` where whoever started the task may not: for the
 * role as it is, and for the bucket in the account of its owner.
 */
async function requireAllowed(
  { guard }: Deps,
  ctx: Context,
  { iam }: AwsAccount,
  owner: AwsAccount,
  { accountId, roleName, s3 }: ResolvedRoleSpec,
): Promise<void> {
  const tags = await readRoleTags(iam, roleName);
  const role = { accountId, roleName, entityRef: serviceOf(tags ?? {}) };
  await guard.require(ctx, 'existing', role);
  await guard.require(ctx, 'bucket', {
    accountId: owner.settings.accountId,
    bucket: s3?.bucket ?? '',
    role,
  });
}

/** The account that owns the bucket, where it has a say in this. */
async function ownerOf(
  { s3, accountId, partition, roleName }: ResolvedRoleSpec,
  accounts: AwsAccounts,
): Promise<AwsAccount> {
  if (!s3?.bucketOwner || s3.bucketOwner === accountId) {
    throw new InputError(
      's3.bucketOwner: must differ from the role’s account, where the role’s policy is enough',
    );
  }
  const owner = await accounts.get(s3.bucketOwner);
  if (owner.settings.partition !== partition) {
    throw new InputError(
      `s3.bucketOwner: is in partition ${owner.settings.partition}, but the role is in ${partition}`,
    );
  }
  refuseUnallowed({ roleName, s3 }, owner.settings);
  return owner;
}

function tell(
  changes: readonly StatementChange[],
  say: (sentence: string) => void,
  isDryRun?: boolean,
): void {
  if (changes.length === 0) {
    say('No changes: already in sync');
  }
  if (isDryRun) {
    changes.forEach(change => say(`Would: ${describeStatementChange(change)}`));
  }
}
