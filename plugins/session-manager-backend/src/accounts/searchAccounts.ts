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

/** An account to look through; without an id, that of the credentials. */
export interface SearchedAccount {
  accountId?: string;
  name?: string;
}

// An account of the credentials that AWS does not even name.
const UNKNOWN_ACCOUNT = 'unknown';

/**
 * Looks through each configured account, or through one, in the configured
 * order: one that is late holds up no other.
 *
 * @param late - what is told of an account that did not answer in time
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

/** What an account that could not be searched is told of, and logged with. */
export function searchFault(
  logger: LoggerService,
  what: 'roles' | 'instances',
  { region, ...account }: SearchedAccount & { region?: string },
  error: unknown,
): RegionFault {
  const fault = awsFault(error);
  const told = { ...accountFault(account, fault), ...(region && { region }) };
  const { accountId } = told;
  logger.warn(
    `Account ${accountId}${region ? ` in ${region}` : ''} could not be searched for ${what}: ${fault.message}`,
    { accountId, region, code: fault.code, requestId: fault.requestId },
  );
  return told;
}

function accountFault(
  { accountId = UNKNOWN_ACCOUNT, name }: SearchedAccount,
  fault: AwsFault,
): AccountFault {
  return { accountId, accountName: name, fault };
}
