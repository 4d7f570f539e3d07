import { AuthService } from '@backstage/backend-plugin-api';
import { isError, ResponseError } from '@backstage/errors';
import { ScaffolderService } from '@backstage/plugin-scaffolder-node';

/** The state of a scaffolder task. */
export type TaskOutcome =
  | {
      kind: 'live';
      /** When it was created (ISO 8601), if no worker has taken it yet. */
      waitingSince?: string;
    }
  | { kind: 'completed' }
  | { kind: 'failed'; error: string }
  | { kind: 'gone' };

/** Reads the state of scaffolder tasks. */
export interface TaskWatch {
  /** Throws if the scaffolder does not answer. */
  outcomeOf(taskId: string): Promise<TaskOutcome>;
}

export function createTaskWatch(options: {
  auth: AuthService;
  scaffolder: ScaffolderService;
}): TaskWatch {
  const { auth, scaffolder } = options;

  /** The message in the scaffolder's log at the end of a task. */
  async function completionMessage(
    taskId: string,
    status: string,
  ): Promise<string> {
    const events = await scaffolder.getLogs(
      { taskId },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const end = events.findLast(({ type }) => type === 'completion');
    const { error, message }: { error?: unknown; message?: string } =
      end?.body ?? {};
    return isError(error)
      ? error.message
      : (message ?? `The task ended as ${status}.`);
  }

  return {
    async outcomeOf(taskId) {
      try {
        const { status, createdAt } = await scaffolder.getTask(
          { taskId },
          { credentials: await auth.getOwnServiceCredentials() },
        );
        switch (status) {
          case 'open':
            return { kind: 'live', waitingSince: createdAt };
          case 'processing':
            return { kind: 'live' };
          case 'completed':
            return { kind: 'completed' };
          default:
            return {
              kind: 'failed',
              error: await completionMessage(taskId, status),
            };
        }
      } catch (error) {
        if (error instanceof ResponseError && error.statusCode === 404) {
          return { kind: 'gone' };
        }
        throw error;
      }
    },
  };
}
