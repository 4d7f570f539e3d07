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
  CarriedOut,
  carriedOut,
  CarryingDeps,
  recordedRun,
  TaskContext,
} from './carriedOut';

const OTHER_SPEC =
  'The input differs from the approved request. Set only requestId. Nothing was done.';

const SETTINGS_CHANGED =
  'The account’s settings have changed since the request was filed, so the result would differ from what was approved. File a new request. Nothing was done.';

/** What an action is to do with a role, and that it may. */
export interface AuthorizedRole extends RequestContent {
  account: AwsAccount;
  /** What is to learn how it went; absent in a dry run. */
  request?: CarriedOut;
}

/** The role spec of an action's input, or the request that has it. */
export type RoleInput = Partial<RoleSpec> & {
  requestId?: string;
  adopt?: boolean;
  exclusive?: boolean;
};

/** Says what an action is to do with a role, where it may. */
export interface AuthorizedRoles {
  /**
   * The role of an input. With a request, it is that of the request, which is
   * then spent by this task. Throws a `NotAllowedError` where whoever started
   * the task may not, and where the account takes roles only from an approved
   * request and there is none.
   */
  resolve(ctx: TaskContext, input: RoleInput): Promise<AuthorizedRole>;
}

interface ResolvingDeps extends CarryingDeps {
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
    // Who may not make the role may not spend the request either.
    const role = await approvedRole(
      deps,
      await read(deps, ctx, requestId),
      stated,
    );
    if (ctx.isDryRun) {
      return role;
    }
  }
  const asked = await spend(deps, ctx, requestId);
  const request = carriedOut(deps, ctx, asked);
  if (asked.state.status === 'provisioned') {
    // Nothing is made of it, so it does not matter what would be made today.
    const { spec, adopt, exclusive } = asked;
    const account = await deps.accounts.get(spec.accountId);
    return { account, spec, adopt, exclusive, request };
  }
  try {
    return { ...(await approvedRole(deps, asked, stated)), request };
  } catch (error) {
    await request.failed(error);
    throw error;
  }
}

/** The request, where whoever started the task may see it and make it. */
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

/** What was approved, where it is still what would be made. */
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
