import { AuthService } from '@backstage/backend-plugin-api';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { ReportedChange } from 'backstage-plugin-session-manager-common';
import { SessionManagerService } from 'backstage-plugin-session-manager-node';

/** Something that an action changes in AWS. */
export interface ChangingRun<Result> {
  /** What is out of date afterwards. */
  changes: readonly ReportedChange[];
  /**
   * Does it, and says before its first write that it begins: of what fails
   * from then on, some may have been written.
   */
  run(begin: () => void): Promise<Result>;
  /** Whether something was written by a run that did not fail. */
  hasChanged(result: Result): boolean;
}

/** Tells the backend what actions change, so that nothing older is shown. */
export interface ChangeReporter {
  /**
   * Gives or throws what the run does. Where the backend does not take the
   * report, the log says so, and nothing fails: the backend reads again by
   * itself after a while.
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
