import { ConflictError, InputError } from '@backstage/errors';
import {
  authoredSpec,
  RequestContent,
  requestHash,
  ResolvedRoleSpec,
  resolveRoleSpec,
  RoleRequest,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from 'backstage-plugin-session-manager-node';
import { ActionGuard } from './ActionGuard';
import {
  RequestExecution,
  executionOf,
  ExecutionDeps,
  recordedRun,
  TaskContext,
} from './RequestExecution';

const OTHER_SPEC =
  'The input differs from the approved request. Set only requestId. Nothing was done.';

const SETTINGS_CHANGED =
  'The account’s settings have changed since the request was filed, so the result would differ from what was approved. File a new request. Nothing was done.';

/** The authorized operation on a role. */
export interface AuthorizedRole extends RequestContent {
  account: AwsAccount;
  /** Where to report the outcome; absent in a dry run. */
  request?: RequestExecution;
}

/** The role spec in an action's input, or its request. */
export type RoleInput = Partial<RoleSpec> & {
  requestId?: string;
  adopt?: boolean;
  exclusive?: boolean;
};

/** Determines the authorized operation of an action. */
export interface AuthorizedRoles {
  /**
   * Resolves the role of an input. With a request, it is the role of the
   * request, which this task then claims. Throws a `NotAllowedError` if the
   * user who started the task lacks permission, or if the account requires an
   * approved request and there is none.
   */
  resolve(ctx: TaskContext, input: RoleInput): Promise<AuthorizedRole>;
}

interface ResolvingDeps extends ExecutionDeps {
  accounts: AwsAccounts;
  guard: ActionGuard<'session-manager:role:create'>;
}

export function createAuthorizedRoles(deps: ResolvingDeps): AuthorizedRoles {
  return {
    async resolve(ctx, { requestId, ...input }) {
      if (requestId !== undefined) {
        return fromRequest(deps, ctx, requestId, input);
      }
      if (input.roleName === undefined) {
        throw new InputError('roleName: is required unless requestId is set');
      }
      return fromInput(deps, ctx, input);
    },
  };
}

async function fromInput(
  deps: ResolvingDeps,
  ctx: TaskContext,
  { adopt = false, exclusive = false, ...wanted }: RoleInput,
): Promise<AuthorizedRole> {
  const account = await deps.accounts.get(wanted.accountId);
  const spec = resolveRoleSpec(wanted, account.settings);
  await deps.guard.require(ctx, 'role', spec);
  await deps.guard.admit(ctx, 'role', account);
  const role = { account, spec, adopt, exclusive };
  return ctx.isDryRun
    ? role
    : { ...role, request: await recordedRun(deps, ctx, role) };
}

async function fromRequest(
  deps: ResolvingDeps,
  ctx: TaskContext,
  requestId: string,
  stated: RoleInput,
): Promise<AuthorizedRole> {
  const initiator = await ctx.getInitiatorCredentials();
  if (ctx.isDryRun || !deps.auth.isPrincipal(initiator, 'service')) {
    // A user who is not allowed to create the role cannot claim the request.
    const role = await approvedRole(
      deps,
      await read(deps, ctx, requestId),
      stated,
    );
    if (ctx.isDryRun) {
      return role;
    }
  }
  const claimed = await spend(deps, ctx, requestId);
  const request = executionOf(deps, ctx, claimed);
  if (claimed.state.status === 'provisioned') {
    // Nothing is created, so current settings do not matter.
    const { spec, adopt, exclusive } = claimed;
    const account = await deps.accounts.get(spec.accountId);
    return { account, spec, adopt, exclusive, request };
  }
  try {
    return { ...(await approvedRole(deps, claimed, stated)), request };
  } catch (error) {
    await request.failed(error);
    throw error;
  }
}

/**
 * Returns the request if the user who started the task may see and create it.
 */
async function read(
  { guard, sessionManager }: ResolvingDeps,
  ctx: TaskContext,
  requestId: string,
): Promise<RoleRequest> {
  const { request } = await sessionManager.getRequest(
    { requestId },
    { credentials: await ctx.getInitiatorCredentials() },
  );
  await guard.require(ctx, 'role', request.spec);
  return request;
}

async function spend(
  { auth, sessionManager }: ResolvingDeps,
  ctx: TaskContext,
  requestId: string,
): Promise<RoleRequest> {
  return sessionManager.claimRequest(
    { requestId, taskId: ctx.task.id },
    { credentials: await auth.getOwnServiceCredentials() },
  );
}

/** Returns what was approved if it still matches what would be created. */
async function approvedRole(
  { accounts }: ResolvingDeps,
  { spec: approved, adopt, exclusive, specHash }: RoleRequest,
  stated: RoleInput,
): Promise<AuthorizedRole> {
  const account = await accounts.get(approved.accountId);
  const spec = resolveRoleSpec(authoredSpec(approved), account.settings);
  requireSame({ spec, adopt, exclusive }, specHash, SETTINGS_CHANGED);
  if (Object.keys(stated).length > 0) {
    requireSame(contentOf(stated, account), specHash, OTHER_SPEC);
  }
  return { account, spec, adopt, exclusive };
}

function requireSame(
  content: RequestContent,
  hash: string,
  otherwise: string,
): void {
  if (requestHash(content) !== hash) {
    throw new ConflictError(otherwise);
  }
}

function contentOf(
  { adopt = false, exclusive = false, ...spec }: RoleInput,
  { settings }: AwsAccount,
): { spec: ResolvedRoleSpec; adopt: boolean; exclusive: boolean } {
  return { spec: resolveRoleSpec(spec, settings), adopt, exclusive };
}
