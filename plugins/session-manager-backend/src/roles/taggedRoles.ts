import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AccountFault,
  ENTITY_REF_TAG,
  ownValue,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts, listRoles } from 'backstage-plugin-session-manager-node';
import { MIN_REFRESH_AGE } from '../cache/freshness';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { SearchedAccount, searchFault } from '../accounts/searchAccounts';

/** The roles of an entity in one account. */
export interface TaggedRoles {
  roleArns: readonly string[];
  /** Set if the account could not be searched. */
  incomplete?: AccountFault;
}

/** Searches accounts in AWS for the roles with an entity's tag. */
export interface TaggedRoleIndex {
  /** An account is listed once in ten seconds at most, for all entities. */
  find(
    account: SearchedAccount,
    entityRef: string,
    options: { fresh: boolean },
  ): Promise<Reading<TaggedRoles>>;
}

/** All tagged roles of an account. */
interface AccountIndex {
  /** ARNs by entity reference. */
  roleArns: Record<string, string[]>;
  incomplete?: AccountFault;
}

export function createTaggedRoleIndex(options: {
  accounts: AwsAccounts;
  readCache: SharedReadCache;
  logger: LoggerService;
}): TaggedRoleIndex {
  const { accounts, readCache, logger } = options;

  async function loadIndex(account: SearchedAccount): Promise<AccountIndex> {
    try {
      const { iam } = await accounts.get(account.accountId);
      const roles = await listRoles(iam, tags => ENTITY_REF_TAG in tags);
      return { roleArns: rolesByEntity(roles) };
    } catch (error) {
      return {
        roleArns: {},
        incomplete: searchFault(logger, 'roles', account, error),
      };
    }
  }

  return {
    async find(account, entityRef, { fresh }) {
      const { value, readAt } = await readCache.getOrLoad<AccountIndex>(
        `roles-by-entity:${account.accountId ?? 'main'}`,
        () => loadIndex(account),
        {
          about: [{ what: 'role', accountId: account.accountId }],
          fresh,
          keepFor: MIN_REFRESH_AGE,
        },
      );
      const { roleArns, incomplete } = value;
      return {
        value: { roleArns: ownValue(roleArns, entityRef) ?? [], incomplete },
        readAt,
      };
    },
  };
}

function rolesByEntity(
  roles: Awaited<ReturnType<typeof listRoles>>,
): Record<string, string[]> {
  const byEntity = new Map<string, string[]>();
  for (const {
    role: { arn, tags },
  } of roles) {
    // Entity references are compared without regard to case.
    const entityRef = tags[ENTITY_REF_TAG]?.toLocaleLowerCase('en-US');
    if (entityRef) {
      byEntity.set(entityRef, [...(byEntity.get(entityRef) ?? []), arn]);
    }
  }
  return Object.fromEntries(byEntity);
}
