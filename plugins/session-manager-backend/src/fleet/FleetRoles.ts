import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  BatchSelection,
  FleetAccount,
  FleetRole,
  FleetRoleFilter,
  FleetRoleList,
  FleetRoleQuery,
  FleetSort,
  FleetSummary,
  FleetVariantList,
  FleetVariantQuery,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import {
  configuredAccount,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { transact } from '../database/transact';
import { readAccounts } from './database/operations/accounts';
import {
  accountsWithRoles,
  countFleetRoles,
  listFleetRoles,
  RolePageRequest,
  streamFleetRoles,
} from './database/operations/listFleetRoles';
import { listVariants } from './database/operations/listVariants';
import {
  RoleSummary,
  summarizeFleetRoles,
} from './database/operations/summarizeFleetRoles';
import { RoleSelection } from './database/RoleSelection';
import { ListedRole } from './database/StoredRole';
import { VisibleRoles } from './visibleRoles';

/**
 * The stored roles of all accounts, for callers. All throw a `NotAllowedError`
 * if the caller may see no role.
 */
export interface FleetRoles {
  list(
    query: FleetRoleQuery,
    credentials: BackstageCredentials,
  ): Promise<FleetRoleList>;
  /** All pages of the list. */
  stream(
    query: FleetRoleQuery,
    credentials: BackstageCredentials,
  ): Promise<AsyncGenerator<FleetRole[]>>;
  /** Roles of one name in several accounts that are not all alike. */
  variants(
    query: FleetVariantQuery,
    credentials: BackstageCredentials,
  ): Promise<FleetVariantList>;
  summarize(
    filter: FleetRoleFilter,
    credentials: BackstageCredentials,
  ): Promise<FleetSummary>;
  /**
   * The roles of a selection, worst first; of roles that are given by their
   * ARNs, those that the caller may see. Throws a `ConflictError` if more match
   * than were counted, and an `InputError` if they are too many to act on.
   */
  select(
    selection: BatchSelection,
    credentials: BackstageCredentials,
  ): Promise<FleetRole[]>;
}

/** The most roles that can be acted on at once. */
const MOST_SELECTED = 200;

export function createFleetRoles(options: {
  accounts: ConfiguredAccounts;
  knex: Knex;
  visibleRoles: VisibleRoles;
}): FleetRoles {
  const { accounts, knex, visibleRoles } = options;

  const toRole = (role: ListedRole) => fleetRole(role, accounts);

  async function* rolesOf(
    selection: RoleSelection,
    sort: RolePageRequest['sort'],
  ): AsyncGenerator<FleetRole[]> {
    for await (const page of streamFleetRoles(knex, selection, sort)) {
      yield page.map(toRole);
    }
  }

  return {
    async list(query, credentials) {
      const visible = await visibleRoles.to(credentials);
      const selection = selectionOf(query, visible);
      const { cursor, limit = 25 } = query;
      // Sequential, so that a database that does not answer is called only once.
      return transact(knex, async tx => {
        const { items, pageInfo } = await listFleetRoles(tx, selection, {
          sort: sortOf(query.sort),
          cursor,
          limit,
        });
        const { nextCursor } = pageInfo;
        return {
          items: items.map(toRole),
          totalItems: await countFleetRoles(tx, selection),
          pageInfo: nextCursor ? { nextCursor } : {},
        };
      });
    },

    async stream(query, credentials) {
      const visible = await visibleRoles.to(credentials);
      return rolesOf(selectionOf(query, visible), sortOf(query.sort));
    },

    async variants({ cursor, limit = 25, ...filter }, credentials) {
      const visible = await visibleRoles.to(credentials);
      const { items, nextCursor } = await transact(knex, tx =>
        listVariants(tx, selectionOf(filter, visible), { cursor, limit }),
      );
      return {
        items: items.map(({ usual, odd, ...variant }) => ({
          ...variant,
          usual: { ...usual, role: toRole(usual.role) },
          odd: odd.map(({ role, differs }) => ({
            role: toRole(role),
            differs,
          })),
        })),
        pageInfo: nextCursor ? { nextCursor } : {},
      };
    },

    async summarize(filter, credentials) {
      const visible = await visibleRoles.to(credentials);
      return transact(knex, async tx =>
        fleetSummary(
          await summarizeFleetRoles(tx, selectionOf(filter, visible)),
          await accountsOf(tx, visible),
        ),
      );
    },

    async select(selected, credentials) {
      const visible = await visibleRoles.to(credentials);
      const selection =
        'roleArns' in selected
          ? { visible, roleArns: selected.roleArns }
          : selectionOf(selected.filter, visible);
      return transact(knex, async tx => {
        if ('count' in selected) {
          requireSelectable(
            await countFleetRoles(tx, selection),
            selected.count,
          );
        }
        const { items } = await listFleetRoles(tx, selection, {
          sort: sortOf(),
          limit: MOST_SELECTED,
        });
        return items.map(toRole);
      });
    },
  };
}

function requireSelectable(count: number, seen: number): void {
  if (count > seen) {
    throw new ConflictError(
      `${count} roles match now, and ${seen} did when they were selected. Look at the list again.`,
    );
  }
  if (count > MOST_SELECTED) {
    throw new InputError(
      `roles: ${count} match, and at most ${MOST_SELECTED} can be changed at once. Narrow the filters.`,
    );
  }
}

function selectionOf(
  { accountId, drift, ...filter }: FleetRoleFilter,
  visible: RoleSelection['visible'],
): RoleSelection {
  const { region, state, problem, owner, entityRef, managed, hasNodes, q } =
    filter;
  return {
    visible,
    ...{ region, state, problem, owner, entityRef, managed, hasNodes, q },
    accountIds: accountId,
    drift: drift && [drift],
  };
}

function sortOf(sort: FleetSort = 'state:asc'): RolePageRequest['sort'] {
  const [field, order] = sort.split(':') as [
    RolePageRequest['sort']['field'],
    RolePageRequest['sort']['order'],
  ];
  return { field, order };
}

function fleetRole(
  { changedAt: _, headline, ...role }: ListedRole,
  accounts: ConfiguredAccounts,
): FleetRole {
  const { name } = configuredAccount(accounts, role.accountId) ?? {};
  return {
    ...role,
    ...(name && { accountName: name }),
    headline,
    sentence: headline.text,
  };
}

/**
 * The accounts of which the caller sees a role. Callers who see all see all
 * accounts, also those in which no role is known.
 */
async function accountsOf(
  tx: Knex.Transaction,
  visible: RoleSelection['visible'],
): Promise<Array<Omit<FleetAccount, 'total' | 'states'>>> {
  const accounts = await readAccounts(tx);
  const seen = visible && (await accountsWithRoles(tx, visible));
  return accounts
    .filter(({ accountId }) => !seen || seen.has(accountId))
    .map(({ accountId, name, scannedAt, fault }) => ({
      accountId,
      ...(name && { name }),
      ...(scannedAt && { scannedAt }),
      ...(fault && { fault: fault.fault, faultSince: fault.since }),
    }));
}

function fleetSummary(
  summary: RoleSummary,
  accounts: ReadonlyArray<Omit<FleetAccount, 'total' | 'states'>>,
): FleetSummary {
  const { total, states, drift, unmanaged, withoutNodes, problems } = summary;
  const counts = new Map(
    summary.accounts.map(({ accountId, ...count }) => [accountId, count]),
  );
  return {
    total,
    states,
    drifted: drift.drifted ?? 0,
    unmanaged,
    withoutNodes,
    problems,
    accounts: accounts.map(account => ({
      ...account,
      ...(counts.get(account.accountId) ?? { total: 0, states: {} }),
    })),
    owners: summary.owners.filter(({ owner }) => owner !== ''),
  };
}
