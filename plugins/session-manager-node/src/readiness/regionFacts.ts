import {
  Fact,
  InstanceTier,
  parseArn,
  SessionRole,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount, AwsAccounts } from '../accounts/AwsAccounts';
import { ReadCache } from '../cache/ReadCache';
import { isKnown, notKnown } from './notKnown';
import { readAliases } from './readAliases';
import { readHostManagement } from './readHostManagement';
import { readInstanceTier } from './readInstanceTier';
import { readOrganization } from './readOrganization';

interface Place {
  accounts: AwsAccounts;
  account: AwsAccount;
  region: string;
  cache: ReadCache;
}

/** The tier of the hybrid nodes of a region. */
export function instanceTierOf({
  account,
  region,
  cache,
}: Place): Promise<Fact<InstanceTier>> {
  const { accountId } = account.settings;
  return cache.getOrLoad(
    `instance-tier:${accountId}:${region}`,
    () => readInstanceTier(account, region),
    { isStable: isKnown, about: [{ what: 'environment', accountId }] },
  );
}

/** The role of Default Host Management in a region. */
export function hostManagementOf({
  account,
  region,
  cache,
}: Place): Promise<Fact<SessionRole | undefined>> {
  const { accountId } = account.settings;
  return cache.getOrLoad(
    `host-management:${accountId}:${region}`,
    () => readHostManagement({ account, region, cache }),
    {
      isStable: isKnown,
      about: (['environment', 'role'] as const).map(what => ({
        what,
        accountId,
      })),
    },
  );
}

/** The organization of an account. */
export function organizationOf({
  account,
  cache,
}: Place): Promise<Fact<string | undefined>> {
  return cache.getOrLoad(
    `organization:${account.settings.accountId}`,
    () => readOrganization(account),
    { isStable: isKnown, about: [] },
  );
}

/** The aliases of a key, which may belong to another account. */
export function aliasesOf(
  keyArn: string,
  { accounts, account, cache }: Place,
): Promise<Fact<readonly string[]>> {
  return cache.getOrLoad(
    `aliases:${keyArn}`,
    async () => {
      const owner = parseArn(keyArn)?.accountId;
      try {
        const manager =
          owner === account.settings.accountId
            ? account
            : await accounts.get(owner);
        return await readAliases(manager, keyArn);
      } catch (error) {
        return notKnown(error, `the aliases of the key ${keyArn}`);
      }
    },
    { isStable: isKnown, about: [{ what: 'environment' }] },
  );
}
