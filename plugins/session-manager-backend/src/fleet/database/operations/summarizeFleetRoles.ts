import {
  FleetDrift,
  ProblemCode,
  READINESS_STATES,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { RoleSelection, selectRoles } from '../RoleSelection';

/** A number of roles, and of those in each state that occurs. */
export interface StateCounts {
  total: number;
  states: Partial<Record<ReadinessState, number>>;
}

/** The numbers of the selected roles. */
export interface RoleSummary extends StateCounts {
  drift: Partial<Record<FleetDrift, number>>;
  unmanaged: number;
  /** Those that no node uses, as far as nodes were read. */
  withoutNodes: number;
  /** The most frequent first. */
  problems: Array<{ code: ProblemCode; count: number }>;
  /** By id; accounts without a selected role are not listed. */
  accounts: Array<{ accountId: string } & StateCounts>;
  /** The owner of the most roles first; empty for roles without an owner. */
  owners: Array<{ owner: string } & StateCounts>;
}

interface GroupRow {
  account_id: string;
  state: ReadinessState;
  drift: FleetDrift;
  managed: boolean | number;
  total: number | string;
  without_nodes: number | string;
}

/** Counts the selected roles: those that a list with this selection shows. */
export async function summarizeFleetRoles(
  tx: Knex,
  selection: RoleSelection,
): Promise<RoleSummary> {
  const groups: GroupRow[] = await selectRoles(tx, selection)
    .select('account_id', 'state', 'drift', 'managed')
    .count({ total: '*' })
    .select(
      tx.raw(
        'sum(case when nodes_total = 0 then 1 else 0 end) as without_nodes',
      ),
    )
    .groupBy('account_id', 'state', 'drift', 'managed');
  const sum = (
    of: (group: GroupRow) => number | string,
    among: readonly GroupRow[] = groups,
  ) => among.reduce((total, group) => total + Number(of(group)), 0);
  return {
    ...stateCounts(groups),
    drift: countBy(groups, ({ drift }) => drift),
    unmanaged: sum(
      ({ total }) => total,
      groups.filter(({ managed }) => !managed),
    ),
    withoutNodes: sum(({ without_nodes: count }) => count),
    problems: await countProblems(tx, selection),
    accounts: [...Map.groupBy(groups, ({ account_id: id }) => id)]
      .map(([accountId, own]) => ({ accountId, ...stateCounts(own) }))
      .sort((a, b) => (a.accountId < b.accountId ? -1 : 1)),
    owners: await countOwners(tx, selection),
  };
}

async function countProblems(
  tx: Knex,
  selection: RoleSelection,
): Promise<RoleSummary['problems']> {
  const rows: Array<{ code: ProblemCode; count: number | string }> =
    await selectRoles(tx, selection)
      .join(
        'fleet_role_problems',
        'fleet_role_problems.role_arn',
        'fleet_roles.role_arn',
      )
      .select('fleet_role_problems.code')
      .count({ count: '*' })
      .groupBy('fleet_role_problems.code');
  return rows
    .map(({ code, count }) => ({ code, count: Number(count) }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

async function countOwners(
  tx: Knex,
  selection: RoleSelection,
): Promise<RoleSummary['owners']> {
  // By the rank of the state, so that an index has all that is counted.
  const groups: OwnerRow[] = await selectRoles(tx, selection)
    .select('owner_ref', 'state_rank')
    .count({ total: '*' })
    .groupBy('owner_ref', 'state_rank');
  const rows = groups.map(({ state_rank: rank, ...group }) => ({
    ...group,
    state: READINESS_STATES[rank],
  }));
  return [...Map.groupBy(rows, ({ owner_ref: owner }) => owner)]
    .map(([owner, own]) => ({ owner, ...stateCounts(own) }))
    .sort((a, b) => b.total - a.total || (a.owner < b.owner ? -1 : 1));
}

interface OwnerRow {
  owner_ref: string;
  state_rank: number;
  total: number | string;
}

type CountedRow = Pick<GroupRow, 'state' | 'total'>;

function stateCounts(rows: readonly CountedRow[]): StateCounts {
  return {
    total: rows.reduce((sum, { total }) => sum + Number(total), 0),
    states: countBy(rows, ({ state }) => state),
  };
}

function countBy<Row extends CountedRow, Key extends string>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {};
  for (const row of rows) {
    const key = keyOf(row);
    // PostgreSQL's driver returns counts as text.
    counts[key] = (counts[key] ?? 0) + Number(row.total);
  }
  return counts;
}
