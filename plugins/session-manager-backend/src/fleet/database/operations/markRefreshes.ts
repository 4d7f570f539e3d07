import { Knex } from 'knex';
import {
  EnvironmentSubject,
  EventSubject,
  PolicySubject,
  ProfileSubject,
  RoleSubject,
} from '../../events/EventSubject';
import { inBatches } from '../inBatches';
import { RoleRow } from '../rows';
import { markDue } from './accounts';
import { NEVER } from './scanClaims';

/** A role, or the environment of a region, that is to be read again. */
export interface Refresh {
  accountId: string;
  what: 'role' | 'environment';
  /** The name of the role, or the region. */
  name: string;
}

// IAM shows a change everywhere after a few seconds.
const SETTLE_MS = 3_000;
// However often something changes, it is read so often.
const LATEST_MS = 5_000;

/**
 * How many of an account's roles and environments are read by themselves in a
 * minute. If more have changed, a scan needs fewer calls.
 */
export const MOST_REFRESHES = 60;

/** When something can be read that changed at this time. */
export function settledAt(eventAt: Date): Date {
  return new Date(eventAt.getTime() + SETTLE_MS);
}

/**
 * Notes what is to be read again, as soon as it has settled. Any number of
 * events about the same leads to one note. What no account of the fleet has is
 * left out.
 */
export async function markRefreshes(
  tx: Knex.Transaction,
  subjects: readonly EventSubject[],
  now: Date,
): Promise<void> {
  const of = <What extends EventSubject['what']>(what: What) =>
    subjects.filter(
      (one): one is Extract<EventSubject, { what: What }> => one.what === what,
    );
  const roles = await rolesToRefresh(tx, of('role'));
  const carriers = await rolesWithPolicies(tx, of('policy'), now);
  const holders = await rolesInProfiles(tx, of('profile'));
  const environments = await environmentsToRefresh(tx, [
    ...of('environment'),
    ...of('role').map(hostManagementBy),
  ]);
  await upsert(tx, [...roles, ...carriers, ...holders, ...environments], now);
}

/** The fleet's accounts; of their roles those that are stored or may be new. */
async function rolesToRefresh(
  tx: Knex.Transaction,
  subjects: readonly RoleSubject[],
): Promise<Refresh[]> {
  const refreshes: Refresh[] = [];
  for (const [accountId, own] of Map.groupBy(subjects, one => one.accountId)) {
    const known = await knownRoles(
      tx,
      accountId,
      own.map(({ roleName }) => roleName.toLowerCase()),
    );
    if (known) {
      const names = own.flatMap(
        ({ roleName, mayBeNew }) =>
          known.get(roleName.toLowerCase()) ?? (mayBeNew ? roleName : []),
      );
      refreshes.push(
        ...names.map(name => ({ accountId, what: 'role' as const, name })),
      );
    }
  }
  return refreshes;
}

/**
 * Their names as IAM has them, because events have them as callers wrote them.
 * Undefined if the fleet does not have the account.
 */
async function knownRoles(
  tx: Knex.Transaction,
  accountId: string,
  keys: readonly string[],
): Promise<Map<string, string> | undefined> {
  const account = { account_id: accountId };
  if (!(await tx('fleet_accounts').where(account).first('account_id'))) {
    return undefined;
  }
  const known = new Map<string, string>();
  await inBatches(keys, async batch => {
    const rows: Array<{ key: string; name: string }> = await tx
      // A new role that was not read so far is only in the first.
      .from('fleet_refreshes')
      .where({ ...account, what: 'role' })
      .whereIn('key', batch)
      .select('key', 'name')
      .unionAll(
        tx('fleet_roles')
          .where(account)
          .whereIn('role_key', batch)
          .select('role_key', 'role_name'),
      );
    rows.forEach(({ key, name }) => known.set(key, name));
  });
  return known;
}

/**
 * The roles that carry a policy. If more than a few do, their account is scanned
 * instead.
 */
async function rolesWithPolicies(
  tx: Knex.Transaction,
  subjects: readonly PolicySubject[],
  now: Date,
): Promise<Refresh[]> {
  const refreshes: Refresh[] = [];
  const arns = new Set(subjects.map(({ policyArn }) => policyArn));
  for (const arn of [...arns].sort()) {
    const rows: Array<Pick<RoleRow, 'account_id' | 'role_name'>> = await tx(
      'fleet_role_policies',
    )
      .join(
        'fleet_roles',
        'fleet_roles.role_arn',
        'fleet_role_policies.role_arn',
      )
      .where('fleet_role_policies.policy_arn', arn)
      .limit(MOST_REFRESHES + 1)
      .select('fleet_roles.account_id', 'fleet_roles.role_name');
    if (rows.length > MOST_REFRESHES) {
      await markDue(tx, rows[0].account_id, now);
    } else {
      refreshes.push(
        ...rows.map(row => ({
          accountId: row.account_id,
          what: 'role' as const,
          name: row.role_name,
        })),
      );
    }
  }
  return refreshes;
}

/** The roles in instance profiles; each has one at most. */
async function rolesInProfiles(
  tx: Knex.Transaction,
  subjects: readonly ProfileSubject[],
): Promise<Refresh[]> {
  const refreshes: Refresh[] = [];
  for (const [accountId, own] of Map.groupBy(subjects, one => one.accountId)) {
    const keys = new Set(own.map(one => one.profileName.toLowerCase()));
    await inBatches([...keys], async batch => {
      const names: string[] = await tx('fleet_role_profiles')
        .join(
          'fleet_roles',
          'fleet_roles.role_arn',
          'fleet_role_profiles.role_arn',
        )
        .where('fleet_roles.account_id', accountId)
        .whereIn('fleet_role_profiles.profile_key', batch)
        .pluck('fleet_roles.role_name');
      refreshes.push(
        ...names.map(name => ({ accountId, what: 'role' as const, name })),
      );
    });
  }
  return refreshes;
}

/** Default Host Management may provide the role to instances. */
function hostManagementBy({
  accountId,
  roleName,
}: RoleSubject): EnvironmentSubject {
  return {
    what: 'environment',
    accountId,
    resource: { kind: 'role', name: roleName.toLowerCase() },
  };
}

async function environmentsToRefresh(
  tx: Knex.Transaction,
  subjects: readonly EnvironmentSubject[],
): Promise<Refresh[]> {
  const unique = new Map(subjects.map(one => [JSON.stringify(one), one]));
  const refreshes: Refresh[] = [];
  for (const { accountId, region, resource } of unique.values()) {
    const rows: Array<{ account_id: string; region: string }> = await tx(
      resource ? 'fleet_environment_resources' : 'fleet_environments',
    )
      .where({
        ...(accountId && { account_id: accountId }),
        ...(region && { region }),
        ...resource,
      })
      .select('account_id', 'region');
    refreshes.push(
      ...rows.map(row => ({
        accountId: row.account_id,
        what: 'environment' as const,
        name: row.region,
      })),
    );
  }
  return refreshes;
}

async function upsert(
  tx: Knex.Transaction,
  refreshes: readonly Refresh[],
  now: Date,
): Promise<void> {
  const settled = settledAt(now);
  const rows = new Map(
    refreshes.map(({ accountId, what, name }) => {
      const key = name.toLowerCase();
      return [`${accountId} ${what} ${key}`, { accountId, what, key, name }];
    }),
  );
  // In a fixed order, so that replicas do not deadlock.
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  await inBatches(sorted, batch =>
    tx('fleet_refreshes')
      .insert(
        batch.map(([, { accountId, what, key, name }]) => ({
          account_id: accountId,
          what,
          key,
          name,
          event_at: now,
          due_at: settled,
          due_at_latest: new Date(now.getTime() + LATEST_MS),
          failures: 0,
          claimed_by: '',
          claimed_until: NEVER,
        })),
      )
      .onConflict(['account_id', 'what', 'key'])
      .merge({
        event_at: now,
        // One that failed waits for its time.
        due_at: tx.raw(
          `case when fleet_refreshes.failures > 0 then fleet_refreshes.due_at
             when fleet_refreshes.due_at_latest < ? then fleet_refreshes.due_at_latest
             else ? end`,
          [settled, settled],
        ),
      }),
  );
}
