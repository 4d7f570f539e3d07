import {
  AwsFault,
  SessionEnvironment,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { isoTime, Time } from '../../../database/times';
import { environmentResources } from '../../environmentResources';
import { contentHash } from '../../snapshotHash';
import { EnvironmentRow } from '../rows';
import { StoredFault, storedFault } from '../StoredRole';

/** An account and region. */
export interface Place {
  accountId: string;
  region: string;
}

/** The session environment of an account and region, as it was last read. */
export interface StoredEnvironment {
  region: string;
  /** Absent if it could not be read so far. */
  known?: {
    environment: SessionEnvironment;
    hash: string;
    observedAt: string;
  };
  /** Why it could not be read again. */
  fault?: StoredFault;
}

/**
 * Stores an environment that was read, if it differs from the stored one.
 * Returns whether it does.
 */
export async function setEnvironment(
  tx: Knex.Transaction,
  { accountId, region }: Place,
  environment: SessionEnvironment,
  observedAt: Date,
): Promise<boolean> {
  const place = { account_id: accountId, region };
  const hash = contentHash(environment);
  const stored: EnvironmentRow | undefined = await tx('fleet_environments')
    .where(place)
    .forUpdate()
    .first();
  if (stored?.hash === hash) {
    if (stored.fault !== null) {
      await tx('fleet_environments')
        .where(place)
        .update({ fault: null, fault_since: null, observed_at: observedAt });
    }
    return false;
  }
  await tx('fleet_environments')
    .insert({
      ...place,
      environment: JSON.stringify(environment),
      hash,
      observed_at: observedAt,
      fault: null,
      fault_since: null,
    })
    .onConflict(['account_id', 'region'])
    .merge();
  await tx('fleet_environment_resources').where(place).delete();
  const resources = environmentResources(environment);
  if (resources.length > 0) {
    await tx('fleet_environment_resources').insert(
      resources.map(resource => ({ ...place, ...resource })),
    );
  }
  return true;
}

/** Stores why an environment could not be read; what is known of it stays. */
export async function setEnvironmentFault(
  tx: Knex.Transaction,
  { accountId, region }: Place,
  fault: AwsFault,
  now: Date,
): Promise<void> {
  await tx('fleet_environments')
    .insert({
      account_id: accountId,
      region,
      hash: '',
      fault: JSON.stringify(fault),
      fault_since: now,
    })
    .onConflict(['account_id', 'region'])
    .merge({
      fault: JSON.stringify(fault),
      fault_since: tx.raw('coalesce(fleet_environments.fault_since, ?)', [now]),
    });
}

/** The environments of an account, by region. */
export async function readEnvironments(
  tx: Knex,
  accountId: string,
): Promise<StoredEnvironment[]> {
  const environments = await readEnvironmentsOf(tx, [accountId]);
  return environments.get(accountId) ?? [];
}

/** The same for several accounts, by their ids. */
export async function readEnvironmentsOf(
  tx: Knex,
  accountIds: readonly string[],
): Promise<Map<string, StoredEnvironment[]>> {
  const rows: Array<EnvironmentRow & { scanned_at: Time | null }> = await tx(
    'fleet_environments',
  )
    .join(
      'fleet_accounts',
      'fleet_accounts.account_id',
      'fleet_environments.account_id',
    )
    .select('fleet_environments.*', 'fleet_accounts.scanned_at')
    .whereIn('fleet_environments.account_id', [...accountIds])
    .orderBy('region');
  const byAccount = new Map<string, StoredEnvironment[]>();
  for (const row of rows) {
    const others = byAccount.get(row.account_id) ?? [];
    byAccount.set(row.account_id, [...others, storedEnvironment(row)]);
  }
  return byAccount;
}

function storedEnvironment(
  row: EnvironmentRow & { scanned_at: Time | null },
): StoredEnvironment {
  const fault = storedFault(row);
  return {
    region: row.region,
    ...(row.environment !== null &&
      row.observed_at !== null && {
        known: {
          environment: JSON.parse(row.environment),
          hash: row.hash,
          observedAt: isoTime(
            // Each scan reads it, and writes it only if it differs.
            Math.max(
              new Date(row.observed_at).getTime(),
              fault ? 0 : new Date(row.scanned_at ?? 0).getTime(),
            ),
          ),
        },
      }),
    ...(fault && { fault }),
  };
}
