import { ChoiceKind, Choices } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  listChoices,
} from 'backstage-plugin-session-manager-node';
import { SharedReadCache } from '../cache/SharedReadCache';
import { requireRegion } from '../accounts/configuredAccounts';
import { Deadlines } from '../accounts/deadlines';

/** Tells what a form can offer of an account. */
export interface ChoicesReader {
  /**
   * What AWS refuses is part of the answer. Throws a `NotAllowedError` for an
   * account that is not the portal's, and a `NotFoundError` for a region that
   * the account does not have.
   */
  list(request: {
    accountId: string;
    kind: ChoiceKind;
    region?: string;
    q?: string;
  }): Promise<Choices>;
}

export function createChoicesReader(parts: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
  startDeadline: Deadlines;
}): ChoicesReader {
  const { accounts, readCache, startDeadline } = parts;

  return {
    async list({ accountId, kind, region: asked, q = '' }) {
      const account = await accounts.get(accountId);
      const [first] = account.regions;
      const region = asked ?? first;
      requireRegion(region, account.regions);
      const reading = readCache.getOrLoad<Choices>(
        `choices:${accountId}:${region}:${kind}:${q}`,
        () => listChoices({ account, kind, region, q }),
        {
          about: [{ what: 'environment', accountId }],
          isSettled: () => false,
          forget: true,
        },
      );
      return startDeadline().within<Choices>(
        accountId,
        reading.then(({ value }) => value),
        fault => ({ choices: [], more: false, fault }),
      );
    },
  };
}
