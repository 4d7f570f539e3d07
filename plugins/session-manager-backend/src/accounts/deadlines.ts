import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  AccountFault,
  AwsFault,
} from 'backstage-plugin-session-manager-common';
import { configuredAccount, ConfiguredAccounts } from './configuredAccounts';

/**
 * The time that accounts have for one answer: what does not come in it is left
 * out of the answer, which says so. It is read on meanwhile, for the next one.
 */
export interface Deadline {
  /**
   * What comes in time, or else what is made of the account's lateness.
   *
   * @param accountId - absent: the credentials' own
   */
  within<T>(
    accountId: string | undefined,
    reading: Promise<T>,
    late: (fault: AwsFault) => T,
  ): Promise<T>;

  /** The accounts that were late so far, each once. */
  late(): AccountFault[];
}

/** Starts the time of an answer. */
export type Deadlines = () => Deadline;

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
        hint: 'Check again in a moment: the portal goes on reading. If it stays so, see whether the portal’s backend reaches AWS in this account, or give accounts more time with sessionManager.status.deadline.',
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
        // Nobody waits for it any more, not even for its failure.
        reading.catch(() => {});
        const fault = faultOf(accountId);
        late.set(fault.accountId, fault);
        return otherwise(fault.fault);
      },
      late: () => [...late.values()],
    };
  };
}
