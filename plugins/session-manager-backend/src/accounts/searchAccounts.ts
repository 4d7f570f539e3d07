import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AccountFault,
  AwsFault,
  RegionFault,
} from 'backstage-plugin-session-manager-common';
import { awsFault } from 'backstage-plugin-session-manager-node';
import { Reading } from '../cache/SharedReadCache';
import { configuredAccount, ConfiguredAccounts } from './configuredAccounts';
import { Deadline } from './deadlines';

/** An account to search; without an ID, the account of the credentials. */
export interface SearchedAccount {
  accountId?: string;
  name?: string;
}

// The account of the credentials, if AWS does not identify it.
const UNKNOWN_ACCOUNT = 'unknown';

/**
 * Searches one or each configured account, in the configured order. A late
 * account does not delay the others.
 *
 * @param late - the result for an account that did not answer in time
 */
export function searchAccounts<T>(
  accounts: ConfiguredAccounts,
  { accountId, deadline }: { accountId?: string; deadline: Deadline },
  search: (account: SearchedAccount) => Promise<Reading<T>>,
  late: (fault: AccountFault) => T,
): Promise<Reading<T>>[] {
  return searchedAccounts(accounts, accountId).map(account =>
    deadline.within(account.accountId, search(account), fault => ({
      value: late(accountFault(account, fault)),
      readAt: Date.now(),
    })),
  );
}

function searchedAccounts(
  accounts: ConfiguredAccounts,
  accountId: string | undefined,
): readonly SearchedAccount[] {
  return accountId
    ? [configuredAccount(accounts, accountId) ?? { accountId }]
    : (accounts.configured ?? [{}]);
}

/** Logs that an account could not be searched, and returns the fault. */
export function searchFault(
  logger: LoggerService,
  what: 'roles' | 'instances',
  { region, ...account }: SearchedAccount & { region?: string },
  error: unknown,
): RegionFault {
  const fault = awsFault(error);
  const reported = {
    ...accountFault(account, fault),
    ...(region && { region }),
  };
  const { accountId } = reported;
  logger.warn(
    `Account ${accountId}${region ? ` in ${region}` : ''} could not be searched for ${what}: ${fault.message}`,
    { accountId, region, code: fault.code, requestId: fault.requestId },
  );
  return reported;
}

function accountFault(
  { accountId = UNKNOWN_ACCOUNT, name }: SearchedAccount,
  fault: AwsFault,
): AccountFault {
  return { accountId, accountName: name, fault };
}
