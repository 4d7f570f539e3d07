import {
  parseArn,
  profilesHolding,
} from 'backstage-plugin-session-manager-common';
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
  const reading = { observedAt, missing: false };
  await writeReadings(
    tx,
    roles.map(role => ({ role, ...reading })),
    now,
  );
}

/** A role, when it was read, and whether the last scan did not see it. */
export interface TimedReading {
  role: PredictedRole;
  observedAt: Date;
  missing: boolean;
}

/** The same for roles that were read at different times. */
export async function writeReadings(
  tx: Knex.Transaction,
  readings: readonly TimedReading[],
  now: Date,
): Promise<void> {
  await inBatches(readings, async batch => {
    const roles = batch.map(({ role }) => role);
    const arns = roles.map(({ roleArn }) => roleArn);
    await tx('fleet_roles')
      .insert(
        batch.map(({ role, observedAt, missing }) => ({
          ...roleColumns(role),
          missing,
          observed_at: observedAt,
          changed_at: now,
        })),
      )
      .onConflict('role_arn')
      .merge();
    await tx('fleet_role_documents')
      .insert(
        roles.map(({ roleArn, snapshot, predictions, instanceTags }) => ({
          role_arn: roleArn,
          snapshot: JSON.stringify(snapshot),
          predictions: JSON.stringify(predictions),
          instance_tags: instanceTags ? JSON.stringify(instanceTags) : null,
        })),
      )
      .onConflict('role_arn')
      .merge();
    await replace(
      tx,
      'fleet_role_problems',
      arns,
      roles.flatMap(({ roleArn, problems }) =>
        problems.map(code => ({ role_arn: roleArn, code })),
      ),
    );
    await replace(
      tx,
      'fleet_role_policies',
      arns,
      roles.flatMap(role =>
        customerPolicies(role).map(arn => ({
          role_arn: role.roleArn,
          policy_arn: arn,
        })),
      ),
    );
    await replace(
      tx,
      'fleet_role_profiles',
      arns,
      roles.flatMap(role =>
        profileKeys(role).map(key => ({
          role_arn: role.roleArn,
          profile_key: key,
        })),
      ),
    );
    await replace(
      tx,
      'fleet_role_regions',
      arns,
      roles.flatMap(({ roleArn, regions }) =>
        [...new Set(regions)].map(region => ({ role_arn: roleArn, region })),
      ),
    );
  });
}

/** Those of AWS are the same in all accounts, and no event names them. */
function customerPolicies({ accountId, snapshot }: PredictedRole): string[] {
  const { attachedPolicies, permissionsBoundaryArn: boundary } = snapshot.role;
  const arns = new Set([...attachedPolicies, ...(boundary ? [boundary] : [])]);
  return [...arns].filter(arn => parseArn(arn)?.accountId === accountId);
}

/** Events name a profile without its path. */
function profileKeys({ snapshot }: PredictedRole): string[] {
  const names = profilesHolding(snapshot).map(arn =>
    arn.slice(arn.lastIndexOf('/') + 1).toLowerCase(),
  );
  return [...new Set(names)];
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
      'fleet_role_policies',
      'fleet_role_profiles',
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
