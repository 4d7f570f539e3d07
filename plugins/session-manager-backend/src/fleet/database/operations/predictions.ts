import { Knex } from 'knex';
import { InstanceTags } from '../../instanceTags';
import { PredictedRole } from '../../RoleEntry';
import { RoleRow } from '../rows';
import { lockAccount } from './accounts';
import { hasHashes, StoredHashes } from './recordPage';
import { writeReadings } from './writeRoles';

/** What a role was predicted from, apart from the role itself. */
export interface PredictedFrom {
  roleArn: string;
  /** The regions that it was predicted for. */
  regions: readonly string[];
  environmentHash: string;
  instanceTags?: InstanceTags;
}

/** All roles that were predicted for an account and region. */
export async function readPredictedFrom(
  tx: Knex,
  { accountId, region }: { accountId: string; region: string },
): Promise<PredictedFrom[]> {
  const rows: Array<
    Pick<RoleRow, 'role_arn' | 'regions' | 'environment_hash'> & {
      instance_tags: string | null;
    }
  > = await tx('fleet_roles')
    .join(
      'fleet_role_regions',
      'fleet_role_regions.role_arn',
      'fleet_roles.role_arn',
    )
    .join(
      'fleet_role_documents',
      'fleet_role_documents.role_arn',
      'fleet_roles.role_arn',
    )
    .where('fleet_roles.account_id', accountId)
    .where('fleet_role_regions.region', region)
    .orderBy('fleet_roles.role_arn')
    .select(
      'fleet_roles.role_arn',
      'fleet_roles.regions',
      'fleet_roles.environment_hash',
      'fleet_role_documents.instance_tags',
    );
  return rows.map(row => ({
    roleArn: row.role_arn,
    regions: JSON.parse(row.regions),
    environmentHash: row.environment_hash,
    ...(row.instance_tags !== null && {
      instanceTags: JSON.parse(row.instance_tags),
    }),
  }));
}

/** A stored role that was predicted anew. */
export interface NewPrediction {
  role: PredictedRole;
  /** As it was when it was read from the store. */
  stored: StoredHashes;
}

/**
 * Stores new predictions of roles that were not read again. Leaves out those
 * that were written since they were read from the store.
 */
export async function writePredictions(
  tx: Knex.Transaction,
  accountId: string,
  predictions: readonly NewPrediction[],
  now: Date,
): Promise<void> {
  await lockAccount(tx, accountId);
  const rows: RoleRow[] = await tx('fleet_roles').whereIn(
    'role_arn',
    predictions.map(({ role }) => role.roleArn),
  );
  const byArn = new Map(rows.map(row => [row.role_arn, row]));
  await writeReadings(
    tx,
    predictions.flatMap(({ role, stored }) => {
      const row = byArn.get(role.roleArn);
      return row && hasHashes(row, stored)
        ? [
            {
              role,
              observedAt: new Date(row.observed_at),
              missing: Boolean(row.missing),
            },
          ]
        : [];
    }),
    now,
  );
}
