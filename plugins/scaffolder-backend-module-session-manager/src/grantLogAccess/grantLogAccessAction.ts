import { InputError, isError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  describeStatementChange,
  describeStatementDone,
  isForeignBucket,
  managedService,
  managedSpec,
  parseRoleSpec,
  ResolvedRoleSpec,
  resolveRoleSpec,
  StatementChange,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  bucketOwnerOf,
  createTaskCache,
  grantLogAccess,
  LogAccessOptions,
  readRoleTags,
  readTaggedRole,
} from 'backstage-plugin-session-manager-node';
import type { z } from 'zod/v3';
import { ChangeReporter } from '../changes/ChangeReporter';
import { ActionGuard, ActionGuards } from '../gate/ActionGuard';
import { AuthorizedRoles } from '../gate/AuthorizedRole';
import {
  readRoleReadiness,
  undefinedOnError,
} from '../readiness/readRoleReadiness';
import { outputReadiness, ReadinessOutput } from '../readiness/showReadiness';
import { examples } from './examples';
import { inputSchema, outputSchema } from './schema';

const ID = 'session-manager:log-access:grant';

/** Dependencies of the action. */
export interface GrantLogAccessDeps {
  accounts: AwsAccounts;
  changes: ChangeReporter;
  guards: ActionGuards;
  authorizedRoles: AuthorizedRoles;
  /** How long a written policy must stay unchanged. */
  settleMs?: number;
}

/**
 * The action `session-manager:log-access:grant`: adds what a role needs to the
 * policies of another account's bucket and of its key, or removes it.
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
  const access: RoleAccess | undefined =
    revoke && !wanted.s3
      ? await recordedAccess(deps, ctx, account)
      : { spec: resolveRoleSpec(wanted, account.settings) };
  if (!access) {
    return [];
  }
  const { spec } = access;
  const owner = await bucketOwnerOf(spec, deps.accounts);
  const role = access.role ?? (await requireExisting(deps, ctx, account, spec));
  await requireBucket(deps, ctx, owner, spec, role);
  // Revoking access needs no approval.
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

/** A role, for the permissions that concern it. */
interface Role {
  accountId: string;
  roleName: string;
  entityRef?: string;
}

interface RoleAccess {
  spec: ResolvedRoleSpec;
  /** Present if the caller's permission for it is checked. */
  role?: Role;
}

/**
 * The spec in the role's own tags, if its logs go to another account's bucket. A
 * role that was deleted by an earlier run of the task has none.
 */
async function recordedAccess(
  { guard }: Deps,
  ctx: Context,
  { iam, settings }: AwsAccount,
): Promise<RoleAccess | undefined> {
  const { roleName, path } = parseRoleSpec({
    roleName: ctx.input.roleName,
    path: ctx.input.path,
  });
  const recording = await readTaggedRole(iam, roleName);
  if (recording) {
    const { accountId } = settings;
    const entityRef = managedService(recording.tags);
    const role = { accountId, roleName, entityRef };
    await guard.require(ctx, 'existing', role);
    const spec = managedSpec(recording);
    const isAtPath = path === undefined || path === spec?.path;
    if (spec && isAtPath && isForeignBucket(spec)) {
      return { spec, role };
    }
  }
  ctx.logger.info(
    `Nothing to revoke: the tags of the role ${roleName} name no log bucket in another account`,
  );
  return undefined;
}

/**
 * Executes the pending part of a request, as far as the portal is allowed to.
 */
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
      `Nothing to do: the log access of request ${requestId} was already granted, and a request can be used only once`,
    );
    return [];
  }
  try {
    const owner = await bucketOwnerOf(spec, deps.accounts);
    const role = await requireExisting(deps, ctx, account, spec);
    await requireBucket(deps, ctx, owner, spec, role);
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

/** Result if there was nothing to change. */
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
  logChanges(changes, sentence => logger.info(sentence), isDryRun);
  if (!isDryRun && !what.revoke) {
    await outputReadinessNow(accounts, ctx, what);
  }
  return changes;
}

/** Access changes readiness, so earlier predictions are out of date. */
async function outputReadinessNow(
  accounts: AwsAccounts,
  ctx: Context,
  { account, spec }: { account: AwsAccount; spec: ResolvedRoleSpec },
): Promise<void> {
  const [region] = account.regions;
  const prediction = await undefinedOnError(
    readRoleReadiness(spec.roleName, {
      accounts,
      account,
      region,
      cache: createTaskCache(),
    }),
  );
  if (prediction) {
    outputReadiness(ctx, region, prediction.readiness);
  }
}

/**
 * Returns the role. Throws a `NotAllowedError` if the user who started the task
 * lacks permission for it.
 */
async function requireExisting(
  { guard }: Deps,
  ctx: Context,
  { iam }: AwsAccount,
  { accountId, roleName }: ResolvedRoleSpec,
): Promise<Role> {
  const tags = await readRoleTags(iam, roleName);
  const role = { accountId, roleName, entityRef: managedService(tags ?? {}) };
  await guard.require(ctx, 'existing', role);
  return role;
}

/** The same for the bucket in its owner's account. */
async function requireBucket(
  { guard }: Deps,
  ctx: Context,
  owner: AwsAccount,
  { s3 }: ResolvedRoleSpec,
  role: Role,
): Promise<void> {
  await guard.require(ctx, 'bucket', {
    accountId: owner.settings.accountId,
    bucket: s3?.bucket ?? '',
    role,
  });
}

function logChanges(
  changes: readonly StatementChange[],
  log: (sentence: string) => void,
  isDryRun?: boolean,
): void {
  if (changes.length === 0) {
    log('No changes: already in sync');
  }
  if (isDryRun) {
    changes.forEach(change => log(`Would: ${describeStatementChange(change)}`));
  }
}
