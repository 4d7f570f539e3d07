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

/** What an action knows about its task. */
export type TaskContext = Pick<
  ActionContext<JsonObject>,
  'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'task'
>;

/** Dependencies of executing requests. */
export interface ExecutionDeps {
  auth: AuthService;
  sessionManager: SessionManagerService;
}

/** A request that this task has claimed, or its run that needed none. */
export interface RequestExecution {
  id: string;
  /**
   * Whether none of these parts is pending. A part that was executed is not
   * executed again, whatever happened since.
   */
  isDone(...parts: RequestPartKind[]): boolean;
  /**
   * Reports that these parts are done, as far as they belong to the request,
   * and which of them needed no change.
   */
  done(
    parts: readonly RequestPartKind[],
    unchanged: readonly RequestPartKind[],
  ): Promise<void>;
  /** Reports why the run failed; the action throws the error. */
  failed(error: unknown): Promise<void>;
}

/** A request that this task has claimed. */
export function executionOf(
  { auth, sessionManager }: ExecutionDeps,
  ctx: TaskContext,
  { id, state }: RoleRequest,
): RequestExecution {
  const report = async (content: RequestReport) => {
    await sessionManager.reportRequest(
      { requestId: id, report: content },
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
      } catch (reportError) {
        // The backend learns it from the task itself a little later.
        ctx.logger.warn(
          `The outcome could not be reported to the request: ${reportError}`,
        );
      }
    },
  };
}

/**
 * Records a run that needs no approval along with the requests. If the portal
 * has no backend for them, or it does not answer, the role is created anyway:
 * no approval is needed, and the task's log has the details.
 */
export async function recordedRun(
  deps: ExecutionDeps,
  ctx: TaskContext,
  { spec, adopt, exclusive }: RequestContent,
): Promise<RequestExecution> {
  const record = async () =>
    executionOf(
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
  // The backend may be available again by then.
  const report = async (send: (to: RequestExecution) => Promise<void>) => {
    try {
      await send(run ?? (await record()));
    } catch (error) {
      unrecorded(error);
    }
  };
  return {
    id: run?.id ?? '',
    isDone: () => false,
    done: (...parts) => report(to => to.done(...parts)),
    failed: error => report(to => to.failed(error)),
  };
}

function requesterOf(
  { auth }: ExecutionDeps,
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
