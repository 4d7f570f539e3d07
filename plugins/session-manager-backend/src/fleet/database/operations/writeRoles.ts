import { Knex } from 'knex';
import { PredictedRole } from '../../RoleEntry';
import { inBatches } from '../inBatches';
import { roleColumns } from '../StoredRole';

/**
 * Writes roles with everything that belongs to them, in the transaction of the
 * caller, so that no hash is stored without what it stands for.
 */
export async function writeRoles(
  tx: Knex.Transaction,
  roles: readonly PredictedRole[],
  { observedAt, now }: { observedAt: Date; now: Date },
): Promise<void> {
  await inBatches(roles, async batch => {
    const arns = batch.map(({ roleArn }) => roleArn);
    await tx('fleet_roles')
      .insert(
        batch.map(role => ({
          ...roleColumns(role),
          missing: false,
          observed_at: observedAt,
          changed_at: now,
        })),
      )
      .onConflict('role_arn')
      .merge();
    await tx('fleet_role_documents')
      .insert(
        batch.map(({ roleArn, snapshot, predictions }) => ({
          role_arn: roleArn,
          snapshot: JSON.stringify(snapshot),
          predictions: JSON.stringify(predictions),
        })),
      )
      .onConflict('role_arn')
      .merge();
    await replace(
      tx,
      'fleet_role_problems',
      arns,
      batch.flatMap(({ roleArn, problems }) =>
        problems.map(code => ({ role_arn: roleArn, code })),
      ),
    );
    await replace(
      tx,
      'fleet_role_regions',
      arns,
      batch.flatMap(({ roleArn, regions }) =>
        [...new Set(regions)].map(region => ({ role_arn: roleArn, region })),
      ),
    );
  });
}

async function replace(
  tx: Knex.Transaction,
  table: string,
  arns: readonly string[],
  rows: readonly object[],
): Promise<void> {
  await tx(table).whereIn('role_arn', arns).delete();
  await inBatches(rows, batch => tx(table).insert(batch));
}

/** Removes roles with everything that belongs to them. */
export async function deleteRoles(
  tx: Knex.Transaction,
  arns: readonly string[],
): Promise<void> {
  await inBatches(arns, async batch => {
    for (const table of [
      'fleet_notices',
      'fleet_role_regions',
      'fleet_role_problems',
      'fleet_role_documents',
      'fleet_roles',
    ]) {
      await tx(table).whereIn('role_arn', batch).delete();
    }
  });
}
