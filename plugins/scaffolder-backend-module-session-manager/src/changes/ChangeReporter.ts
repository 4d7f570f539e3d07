import { AuthService } from '@backstage/backend-plugin-api';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { ReportedChange } from 'backstage-plugin-session-manager-common';
import { SessionManagerService } from 'backstage-plugin-session-manager-node';

/** A change that an action makes in AWS. */
export interface ChangingRun<Result> {
  /** What is stale afterwards. */
  changes: readonly ReportedChange[];
  /**
   * Runs the change and calls `begin` before its first write: if the run fails
   * after that, something may have been written.
   */
  run(begin: () => void): Promise<Result>;
  /** Whether a successful run has written anything. */
  hasChanged(result: Result): boolean;
}

/**
 * Reports changes of actions to the backend, so that it does not show stale
 * data.
 */
export interface ChangeReporter {
  /**
   * Returns or throws the result of the run. If the backend does not accept the
   * report, a warning is logged and nothing fails: the backend refreshes its
   * data after a while.
   */
  track<Result>(
    ctx: Pick<ActionContext<JsonObject>, 'isDryRun' | 'logger'>,
    run: ChangingRun<Result>,
  ): Promise<Result>;
}

export function createChangeReporter(options: {
  auth: AuthService;
  sessionManager: SessionManagerService;
}): ChangeReporter {
  const { auth, sessionManager } = options;

  return {
    async track(ctx, { changes, run, hasChanged }) {
      let mayHaveChanged = false;
      try {
        const result = await run(() => {
          mayHaveChanged = true;
        });
        mayHaveChanged = hasChanged(result);
        return result;
      } finally {
        if (mayHaveChanged && !ctx.isDryRun) {
          await report(ctx, changes);
        }
      }
    },
  };

  async function report(
    { logger }: Pick<ActionContext<JsonObject>, 'logger'>,
    changes: readonly ReportedChange[],
  ): Promise<void> {
    try {
      const credentials = await auth.getOwnServiceCredentials();
      await sessionManager.reportChanges(changes, { credentials });
    } catch (error) {
      logger.warn(
        `The portal may show the previous state for some minutes, because this change could not be reported to the session-manager backend: ${error}`,
      );
    }
  }
}
