import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, isError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  authoredSpec,
  NewRun,
  RequestContent,
  requestHash,
  RequestPartKind,
  RequestReport,
  ResolvedRoleSpec,
  resolveRoleSpec,
  RoleRequest,
  RoleSpec,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccount,
  AwsAccounts,
  SessionManagerService,
} from 'backstage-plugin-session-manager-node';

import { ActionGuard } from './ActionGuard';

const OTHER_SPEC =
  'The request is for another role spec than the step’s input: leave out everything but requestId. Nothing was done.';

const SETTINGS_CHANGED =
  'The settings of the account have changed since the request was filed, and what was approved is not what would be made. File it again. Nothing was done.';

/** What an action is to do with a role, and that it may. */
export interface RoleOrder extends RequestContent {
  account: AwsAccount;
  /** What is to learn how it went; absent in a dry run. */
  request?: CarriedOut;
}

/** A request that this task has spent, or its run that needed none. */
export interface CarriedOut {
  id: string;
  /**
   * Whether none of these parts is left to do: what was carried out is not
   * carried out again, whatever became of it since.
   */
  isDone(...parts: RequestPartKind[]): boolean;
  /**
   * Tells that these parts are done, as far as they are parts of the request,
   * and for which of them there was nothing to do.
   */
  done(
    parts: readonly RequestPartKind[],
    unchanged: readonly RequestPartKind[],
  ): Promise<void>;
  /** Tells why it failed; the error is the action's to throw. */
  failed(error: unknown): Promise<void>;
}

/** The role spec of an action's input, or the request that has it. */
export type OrderInput = Partial<RoleSpec> & {
  requestId?: string;
  adopt?: boolean;
  exclusive?: boolean;
};

/** What orders are taken with. */
export interface RoleOrders {
  /**
   * The order of an input. With a request, it is that of the request, which is
   * then spent by this task. Throws a `NotAllowedError` where whoever started
   * the task may not, and where the account takes roles only from an approved
   * request and there is none.
   */
  take(
    ctx: Pick<
      ActionContext<JsonObject>,
      'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'task'
    >,
    input: OrderInput,
  ): Promise<RoleOrder>;
}

export function createRoleOrders(options: {
  accounts: AwsAccounts;
  auth: AuthService;
  guard: ActionGuard<'session-manager:role:create'>;
  sessionManager: SessionManagerService;
}): RoleOrders {
  const { accounts, auth, guard, sessionManager } = options;

  type Context = Parameters<RoleOrders['take']>[0];

  async function fromInput(
    ctx: Context,
    { adopt = false, exclusive = false, ...wanted }: OrderInput,
  ): Promise<RoleOrder> {
    const account = await accounts.get(wanted.accountId);
    const spec = resolveRoleSpec(wanted, account.settings);
    await guard.require(ctx, 'role', spec);
    await guard.admit(ctx, 'role', account);
    const order = { account, spec, adopt, exclusive };
    return ctx.isDryRun
      ? order
      : { ...order, request: await recordedRun(ctx, order) };
  }

  /**
   * Has a run that needs no approval kept with the requests. Where the portal
   * has no backend for them, or it does not answer, the role is created all the
   * same: nobody has to approve it, and the task's own log tells of it.
   */
  async function recordedRun(
    ctx: Context,
    { spec, adopt, exclusive }: RequestContent,
  ): Promise<CarriedOut> {
    const record = async () =>
      carriedOut(
        ctx,
        await sessionManager.recordRun(
          {
            taskId: ctx.task.id,
            requester: requesterOf(await ctx.getInitiatorCredentials()),
            spec: authoredSpec(spec),
            adopt,
            exclusive,
          },
          { credentials: await auth.getOwnServiceCredentials() },
        ),
      );
    const unrecorded = (error: unknown): undefined => {
      if (!isError(error) || error.name !== 'NotFoundError') {
        ctx.logger.warn(
          `This run is not in the portal’s list of requests: ${error}`,
        );
      }
    };
    const run = await record().catch(error => {
      if (isError(error) && error.name === 'ConflictError') {
        throw error;
      }
      return unrecorded(error);
    });
    // The backend may be back by then.
    const report = async (tell: (of: CarriedOut) => Promise<void>) => {
      try {
        await tell(run ?? (await record()));
      } catch (error) {
        unrecorded(error);
      }
    };
    return {
      id: run?.id ?? '',
      isDone: () => false,
      done: (...told) => report(of => of.done(...told)),
      failed: error => report(of => of.failed(error)),
    };
  }

  function requesterOf(initiator: BackstageCredentials): NewRun['requester'] {
    if (auth.isPrincipal(initiator, 'user')) {
      const { userEntityRef } = initiator.principal;
      return { kind: 'user', ref: userEntityRef.toLocaleLowerCase('en-US') };
    }
    return {
      kind: 'service',
      ref: auth.isPrincipal(initiator, 'service')
        ? initiator.principal.subject
        : 'unknown',
    };
  }

  /** The request, where whoever started the task may see it and make it. */
  async function read(ctx: Context, requestId: string): Promise<RoleRequest> {
    const { request } = await sessionManager.getRequest(
      { requestId },
      { credentials: await ctx.getInitiatorCredentials() },
    );
    await guard.require(ctx, 'role', request.spec);
    return request;
  }

  async function spend(ctx: Context, requestId: string): Promise<RoleRequest> {
    return sessionManager.claimRequest(
      { requestId, taskId: ctx.task.id },
      { credentials: await auth.getOwnServiceCredentials() },
    );
  }

  function carriedOut(ctx: Context, { id, state }: RoleRequest): CarriedOut {
    const report = async (told: RequestReport) => {
      await sessionManager.reportRequest(
        { requestId: id, report: told },
        { credentials: await auth.getOwnServiceCredentials() },
      );
    };
    const taskId = ctx.task.id;
    const remaining = 'remaining' in state ? state.remaining : [];
    return {
      id,
      isDone: (...parts) => !remaining.some(({ kind }) => parts.includes(kind)),
      async done(parts, unchanged) {
        const own = parts.filter(part =>
          remaining.some(({ kind }) => kind === part),
        );
        if (own.length > 0) {
          await report({
            taskId,
            outcome: 'done',
            parts: own,
            unchanged: own.filter(part => unchanged.includes(part)),
          });
        }
      },
      async failed(error) {
        const message = error instanceof Error ? error.message : String(error);
        try {
          await report({ taskId, outcome: 'failed', error: message });
        } catch (unheard) {
          // The backend learns it from the task itself, a little later.
          ctx.logger.warn(`The request could not be told: ${unheard}`);
        }
      },
    };
  }

  /** What was approved, where it is still what would be made. */
  async function orderOf(
    { spec: approved, adopt, exclusive, specHash }: RoleRequest,
    stated: OrderInput,
  ): Promise<RoleOrder> {
    const account = await accounts.get(approved.accountId);
    const spec = resolveRoleSpec(authoredSpec(approved), account.settings);
    requireSame({ spec, adopt, exclusive }, specHash, SETTINGS_CHANGED);
    if (Object.keys(stated).length > 0) {
      requireSame(contentOf(stated, account), specHash, OTHER_SPEC);
    }
    return { account, spec, adopt, exclusive };
  }

  async function fromRequest(
    ctx: Context,
    requestId: string,
    stated: OrderInput,
  ): Promise<RoleOrder> {
    const initiator = await ctx.getInitiatorCredentials();
    if (ctx.isDryRun || !auth.isPrincipal(initiator, 'service')) {
      // Who may not make the role may not spend the request either.
      const order = await orderOf(await read(ctx, requestId), stated);
      if (ctx.isDryRun) {
        return order;
      }
    }
    const asked = await spend(ctx, requestId);
    const request = carriedOut(ctx, asked);
    if (asked.state.status === 'provisioned') {
      // Nothing is made of it, so it does not matter what would be made today.
      const { spec, adopt, exclusive } = asked;
      const account = await accounts.get(spec.accountId);
      return { account, spec, adopt, exclusive, request };
    }
    try {
      return { ...(await orderOf(asked, stated)), request };
    } catch (error) {
      await request.failed(error);
      throw error;
    }
  }

  return {
    async take(ctx, { requestId, ...input }) {
      if (requestId !== undefined) {
        return fromRequest(ctx, requestId, input);
      }
      if (input.roleName === undefined) {
        throw new InputError('roleName: is needed where there is no requestId');
      }
      return fromInput(ctx, input);
    },
  };
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
  { adopt = false, exclusive = false, ...spec }: OrderInput,
  { settings }: AwsAccount,
): { spec: ResolvedRoleSpec; adopt: boolean; exclusive: boolean } {
  return { spec: resolveRoleSpec(spec, settings), adopt, exclusive };
}
