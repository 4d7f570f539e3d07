import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { AwsFault } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { ChangeMarks } from '../cache/ChangeMarks';
import { isSettling } from '../cache/SharedReadCache';
import { withDatabaseErrors } from '../database/transact';
import { readAccounts, ScannedAccount } from './database/operations/accounts';
import {
  readEnvironmentsOf,
  StoredEnvironment,
} from './database/operations/environments';
import {
  readRoles,
  rolesOfEntity,
  StoredRoleDetails,
} from './database/operations/readRole';

/** A stored role, and the session environments of its account. */
export interface StoredRole extends StoredRoleDetails {
  environments: readonly StoredEnvironment[];
}

/** What the store knows of an entity in an account. */
export interface StoredSearch {
  accountId: string;
  roleArns: readonly string[];
  /** When its roles were last listed, in milliseconds since the epoch. */
  readAt: number;
  /** Why they could not be listed again. */
  fault?: AwsFault;
}

/** Roles as the store has them, as far as that is current. */
export interface StoredRoles {
  /**
   * The roles that belong to an entity, in each account of which the store is
   * current: it was scanned lately, or refuses to be scanned.
   */
  search(entityRef: string): Promise<StoredSearch[]>;
  /**
   * Those of these roles that are stored, by ARN. A role is left out if it may
   * differ from what is stored: after a change by the portal, until IAM has
   * certainly applied it, or if the last scan did not see it.
   */
  read(roleArns: readonly string[]): Promise<Map<string, StoredRole>>;
  /** The same, with the roles that may differ by now from what is stored. */
  readAny(roleArns: readonly string[]): Promise<Map<string, StoredRole>>;
}

/**
 * @param refresh - how often each account is scanned. What two scans did not
 * confirm is not current
 */
export function createStoredRoles(options: {
  changeMarks: Pick<ChangeMarks, 'last'>;
  knex: Knex;
  refresh: HumanDuration;
}): StoredRoles {
  const { changeMarks, knex, refresh } = options;
  const longest = 2 * durationToMilliseconds(refresh);

  async function isChanging({ role, missing }: StoredRoleDetails) {
    const { accountId, roleName, observedAt } = role;
    const change = await changeMarks.last([
      { what: 'role', accountId, roleName },
      { what: 'instances', accountId },
      { what: 'environment', accountId },
    ]);
    return missing || isSettling(change, Date.parse(observedAt));
  }

  async function withEnvironments(
    roles: readonly StoredRoleDetails[],
  ): Promise<Map<string, StoredRole>> {
    const accountIds = roles.map(({ role }) => role.accountId);
    const environments = await withDatabaseErrors(() =>
      readEnvironmentsOf(knex, [...new Set(accountIds)]),
    );
    return new Map(
      roles.map(details => [
        details.role.roleArn,
        {
          ...details,
          environments: environments.get(details.role.accountId) ?? [],
        },
      ]),
    );
  }

  return {
    async search(entityRef) {
      const [accounts, roles] = await withDatabaseErrors(() =>
        Promise.all([readAccounts(knex), rolesOfEntity(knex, entityRef)]),
      );
      const now = Date.now();
      return accounts
        .filter(
          ({ scannedAt, fault }) =>
            fault || (scannedAt && now - Date.parse(scannedAt) < longest),
        )
        .map(account => ({
          ...searched(account),
          roleArns: roles
            .filter(({ accountId }) => accountId === account.accountId)
            .map(({ roleArn }) => roleArn),
        }));
    },

    async read(roleArns) {
      const stored = await withDatabaseErrors(() => readRoles(knex, roleArns));
      const changing = await Promise.all(stored.map(isChanging));
      return withEnvironments(stored.filter((_, index) => !changing[index]));
    },

    readAny: async roleArns =>
      withEnvironments(
        await withDatabaseErrors(() => readRoles(knex, roleArns)),
      ),
  };
}

function searched({
  accountId,
  scannedAt,
  fault,
}: ScannedAccount): Omit<StoredSearch, 'roleArns'> {
  return {
    accountId,
    readAt: Date.parse(scannedAt ?? fault?.since ?? ''),
    ...(fault && { fault: fault.fault }),
  };
}
