import { NotFoundError } from '@backstage/errors';
import {
  AccountPreferences,
  factsForForms,
  PREFERENCES_DOCUMENT,
  SessionEnvironment,
} from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  readSessionEnvironment,
  requireRegion,
} from 'backstage-plugin-session-manager-node';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { Deadlines } from '../accounts/deadlines';

/** Reads what a form fills in from the session preferences of an account. */
export interface AccountPreferencesReader {
  /**
   * Errors of AWS are part of the result. Throws a `NotAllowedError` for an
   * account that the portal does not have, and a `NotFoundError` for a region
   * that the account does not have.
   */
  read(request: {
    accountId: string;
    /** Default: the first of the account. */
    region?: string;
    /** Read from AWS again, unless it was read in the last seconds. */
    refresh?: boolean;
  }): Promise<AccountPreferences>;
}

export function createAccountPreferencesReader(parts: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
  startDeadline: Deadlines;
}): AccountPreferencesReader {
  const { accounts, readCache, startDeadline } = parts;

  return {
    async read({ accountId, region: requestedRegion, refresh = false }) {
      const account = await accounts.get(accountId);
      const { regions, settings } = account;
      const region = requestedRegion ?? regions[0];
      requireRegion(region, regions, NotFoundError);
      const cache = readCache.forAnswer({ fresh: refresh });
      const reading = await startDeadline().within<Reading<SessionEnvironment>>(
        accountId,
        readSessionEnvironment({ accounts, account, region, cache }).then(
          value => ({ value, readAt: cache.oldest() }),
        ),
        fault => ({
          value: {
            preferences: {
              document: { name: PREFERENCES_DOCUMENT, region },
              status: 'unknown',
              fault,
            },
            facts: { region },
          },
          readAt: Date.now(),
        }),
      );
      const { preferences, facts } = reading.value;
      return {
        accountId,
        ...(settings.name && { accountName: settings.name }),
        regions,
        checkedAt: new Date(reading.readAt).toISOString(),
        preferences,
        facts: factsForForms(facts),
      };
    },
  };
}
