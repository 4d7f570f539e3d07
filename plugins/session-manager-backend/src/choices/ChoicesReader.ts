import { NotFoundError } from '@backstage/errors';
import { ChoiceKind, Choices } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  listChoices,
  requireRegion,
} from 'backstage-plugin-session-manager-node';
import { SharedReadCache } from '../cache/SharedReadCache';
import { Deadlines } from '../accounts/deadlines';

/** Lists the choices that a form offers for an account. */
export interface ChoicesReader {
  /**
   * Errors of AWS are part of the result. Throws a `NotAllowedError` for an
   * account that the portal does not have, and a `NotFoundError` for a region
   * that the account does not have.
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
    async list({ accountId, kind, region: requestedRegion, q = '' }) {
      const account = await accounts.get(accountId);
      const [first] = account.regions;
      const region = requestedRegion ?? first;
      requireRegion(region, account.regions, NotFoundError);
      const reading = readCache.getOrLoad<Choices>(
        `choices:${accountId}:${region}:${kind}:${q}`,
        () => listChoices({ account, kind, region, q }),
        {
          about: [{ what: 'environment', accountId }],
          isStable: () => false,
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
