import { ExistingRole } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { RegionPrediction } from '../../RoleEntry';
import { RoleSelection, selectRoles } from '../RoleSelection';
import { RoleRow } from '../rows';
import { ListedRole } from '../StoredRole';
import { withAges } from './listFleetRoles';

/** A stored role with the documents that it was read with. */
export interface StoredRoleDetails {
  role: ListedRole;
  snapshot: ExistingRole;
  predictions: RegionPrediction[];
  snapshotHash: string;
  environmentHash: string;
}

type DetailsRow = RoleRow & { snapshot: string; predictions: string };

/** Undefined if it is not stored. */
export async function readRole(
  tx: Knex,
  roleArn: string,
): Promise<StoredRoleDetails | undefined> {
  const rows = await withDocuments(tx('fleet_roles')).where(
    'fleet_roles.role_arn',
    roleArn,
  );
  return (await details(tx, rows))[0];
}

// A document has tens of kilobytes at most.
const BATCH = 200;

/**
 * All selected roles with their documents, in batches, such as those of an
 * account and region whose environment changed.
 */
export async function* streamRoleDetails(
  tx: Knex,
  selection: RoleSelection,
): AsyncGenerator<StoredRoleDetails[]> {
  let last = '';
  for (;;) {
    const rows: DetailsRow[] = await withDocuments(selectRoles(tx, selection))
      .where('fleet_roles.role_arn', '>', last)
      .orderBy('fleet_roles.role_arn')
      .limit(BATCH);
    if (rows.length > 0) {
      yield await details(tx, rows);
    }
    if (rows.length < BATCH) {
      return;
    }
    last = rows[rows.length - 1].role_arn;
  }
}

function withDocuments(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .join(
      'fleet_role_documents',
      'fleet_role_documents.role_arn',
      'fleet_roles.role_arn',
    )
    .select(
      'fleet_roles.*',
      'fleet_role_documents.snapshot',
      'fleet_role_documents.predictions',
    );
}

async function details(
  tx: Knex,
  rows: readonly DetailsRow[],
): Promise<StoredRoleDetails[]> {
  const roles = await withAges(tx, rows);
  return rows.map((row, index) => ({
    role: roles[index],
    snapshot: JSON.parse(row.snapshot),
    predictions: JSON.parse(row.predictions),
    snapshotHash: row.snapshot_hash,
    environmentHash: row.environment_hash,
  }));
}
