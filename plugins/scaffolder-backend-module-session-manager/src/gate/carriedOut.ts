import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  authoredSpec,
  NewRun,
  RequestContent,
  RequestPartKind,
  RequestReport,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { SessionManagerService } from 'backstage-plugin-session-manager-node';

/** What an action knows of its task. */
export type TaskContext = Pick<
  ActionContext<JsonObject>,
  'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'task'
>;

/** What requests are carried out with. */
export interface CarryingDeps {
  auth: AuthService;
  sessionManager: SessionManagerService;
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

/** A request that this task has spent. */
export function carriedOut(
  { auth, sessionManager }: CarryingDeps,
  ctx: TaskContext,
  { id, state }: RoleRequest,
): CarriedOut {
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
        ctx.logger.warn(
          `The outcome could not be reported to the request: ${unheard}`,
        );
      }
    },
  };
}

/**
 * Has a run that needs no approval kept with the requests. Where the portal
 * has no backend for them, or it does not answer, the role is created all the
 * same: nobody has to approve it, and the task's own log tells of it.
 */
export async function recordedRun(
  deps: CarryingDeps,
  ctx: TaskContext,
  { spec, adopt, exclusive }: RequestContent,
): Promise<CarriedOut> {
  const record = async () =>
    carriedOut(
      deps,
      ctx,
      await deps.sessionManager.recordRun(
        {
          taskId: ctx.task.id,
          requester: requesterOf(deps, await ctx.getInitiatorCredentials()),
          spec: authoredSpec(spec),
          adopt,
          exclusive,
        },
        { credentials: await deps.auth.getOwnServiceCredentials() },
      ),
    );
  const unrecorded = (error: unknown): undefined => {
    if (!isError(error) || error.name !== 'NotFoundError') {
      ctx.logger.warn(
        `This run could not be recorded in the portal’s list of requests: ${error}`,
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

function requesterOf(
  { auth }: CarryingDeps,
  initiator: BackstageCredentials,
): NewRun['requester'] {
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
