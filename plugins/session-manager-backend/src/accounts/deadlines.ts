import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  AccountFault,
  AwsFault,
} from 'backstage-plugin-session-manager-common';
import { awsFault } from 'backstage-plugin-session-manager-node';
import { configuredAccount, ConfiguredAccounts } from './configuredAccounts';

/**
 * The deadline of accounts for one response. What does not arrive in time is
 * left out of the response, which says so; reading continues for the next one.
 */
export interface Deadline {
  /**
   * The value if it arrives in time, or the result of `late`.
   *
   * @param accountId - absent: the account of the credentials
   */
  within<T>(
    accountId: string | undefined,
    reading: Promise<T>,
    late: (fault: AwsFault) => T,
  ): Promise<T>;

  /** The accounts that were late so far, each once. */
  late(): AccountFault[];
}

/** Starts the deadline of a response. */
export type Deadlines = () => Deadline;

/** What was read, or the fault of an account that failed or is late. */
export function readingOrFault<T>(
  deadline: Deadline,
  accountId: string | undefined,
  reading: Promise<T>,
): Promise<T | { fault: AwsFault }> {
  return deadline.within<T | { fault: AwsFault }>(
    accountId,
    reading.catch(error => ({ fault: awsFault(error) })),
    fault => ({ fault }),
  );
}

export function createDeadlines(
  accounts: ConfiguredAccounts,
  duration: HumanDuration,
): Deadlines {
  const milliseconds = durationToMilliseconds(duration);

  function faultOf(accountId: string | undefined): AccountFault {
    const id = accountId ?? 'unknown';
    const name = configuredAccount(accounts, accountId)?.name;
    const shown = name ? `${name} (${id})` : id;
    return {
      accountId: id,
      ...(name && { accountName: name }),
      fault: {
        kind: 'unreachable',
        code: 'DeadlineExceeded',
        message: `Account ${shown} did not answer within ${milliseconds / 1_000} seconds.`,
        hint: 'Check again in a moment: the portal continues to read. If this persists, check that the portal’s backend can reach AWS in this account, or increase sessionManager.status.deadline.',
      },
    };
  }

  return () => {
    const until = Date.now() + milliseconds;
    const late = new Map<string, AccountFault>();
    return {
      async within(accountId, reading, otherwise) {
        let timer: NodeJS.Timeout | undefined;
        const over = new Promise<'over'>(resolve => {
          timer = setTimeout(
            () => resolve('over'),
            Math.max(0, until - Date.now()),
          );
        });
        try {
          const first = await Promise.race([
            reading.then(value => ({ value })),
            over,
          ]);
          if (first !== 'over') {
            return first.value;
          }
        } finally {
          clearTimeout(timer);
        }
        // The response is already sent, so a failure is ignored as well.
        reading.catch(() => {});
        const fault = faultOf(accountId);
        late.set(fault.accountId, fault);
        return otherwise(fault.fault);
      },
      late: () => [...late.values()],
    };
  };
}
