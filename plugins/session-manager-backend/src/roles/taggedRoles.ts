import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AccountFault,
  ENTITY_REF_TAG,
  ownValue,
} from 'backstage-plugin-session-manager-common';
import { AwsAccounts, listRoles } from 'backstage-plugin-session-manager-node';
import { Reading, SharedReadCache } from '../cache/SharedReadCache';
import { Deadline } from '../accounts/deadlines';
import {
  searchAccounts,
  SearchedAccount,
  searchFault,
} from '../accounts/searchAccounts';

/** The roles of an entity in one account. */
export interface TaggedRoles {
  roleArns: readonly string[];
  /** Set if the account could not be searched; the roles are the last known. */
  incomplete?: AccountFault;
}

/** The roles with an entity's tag. */
export interface TaggedRoleIndex {
  /**
   * The reading of each configured account, in the configured order. A late
   * account does not delay the others.
   */
  find(
    entityRef: string,
    options: { fresh: boolean; deadline: Deadline },
  ): Promise<Reading<TaggedRoles>>[];
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

  async function loadIndex(
    account: SearchedAccount,
    last: AccountIndex | undefined,
  ): Promise<AccountIndex> {
    try {
      const { iam } = await accounts.get(account.accountId);
      const roles = await listRoles(iam, tags => ENTITY_REF_TAG in tags);
      return { roleArns: rolesByEntity(roles) };
    } catch (error) {
      return {
        roleArns: last?.roleArns ?? {},
        incomplete: searchFault(logger, 'roles', account, error),
      };
    }
  }

  async function findIn(
    account: SearchedAccount,
    entityRef: string,
    fresh: boolean,
  ): Promise<Reading<TaggedRoles>> {
    const { value, readAt } = await readCache.getOrLoad<AccountIndex>(
      `roles-by-entity:${account.accountId ?? 'main'}`,
      last => loadIndex(account, last),
      {
        about: [{ what: 'role', accountId: account.accountId }],
        fresh,
        isStable: ({ incomplete }) => !incomplete,
      },
    );
    const { roleArns, incomplete } = value;
    return {
      value: { roleArns: ownValue(roleArns, entityRef) ?? [], incomplete },
      readAt,
    };
  }

  return {
    find: (entityRef, { fresh, deadline }) =>
      searchAccounts(
        accounts,
        { deadline },
        account => findIn(account, entityRef, fresh),
        (incomplete): TaggedRoles => ({ roleArns: [], incomplete }),
      ),
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
