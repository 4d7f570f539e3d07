import {
  READINESS_STATES,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { StateCountRow } from '../rows';

/** The roles of an account in a state, at its last complete scan. */
export interface StateCount {
  accountId: string;
  state: ReadinessState;
  roles: number;
}

/**
 * Counts the roles of an account. Metrics are read too often to count all roles
 * each time.
 */
export async function countStates(
  tx: Knex.Transaction,
  accountId: string,
): Promise<void> {
  const counted: Array<{ state: string; roles: number | string }> = await tx(
    'fleet_roles',
  )
    .where({ account_id: accountId })
    .groupBy('state')
    .select('state')
    .count({ roles: '*' });
  const counts = new Map(counted.map(({ state, roles }) => [state, roles]));
  await tx('fleet_account_states')
    .insert(
      READINESS_STATES.map(state => ({
        account_id: accountId,
        state,
        roles: Number(counts.get(state) ?? 0),
      })),
    )
    .onConflict(['account_id', 'state'])
    .merge();
}

/** The numbers of roles of all accounts that were scanned. */
export async function readStateCounts(tx: Knex): Promise<StateCount[]> {
  const rows: StateCountRow[] = await tx('fleet_account_states').orderBy([
    'account_id',
    'state',
  ]);
  return rows.map(row => ({
    accountId: row.account_id,
    state: row.state as ReadinessState,
    roles: row.roles,
  }));
}
