import { Knex } from 'knex';
import { isoTime, Time } from '../../../database/times';
import { RoleSelection, selectRoles } from '../RoleSelection';

/** A stored role whose documents are not parsed yet. */
export interface StoredRoleRow {
  roleArn: string;
  accountId: string;
  entityRef?: string;
  owner?: string;
  regions: string[];
  observedAt: string;
  environmentHash: string;
  /** As JSON. */
  snapshot: string;
  predictions: string;
  instanceTags?: string;
}

// What one thread works on at a time.
const BATCH = 200;

/** All selected roles, in the order of their ARNs, in batches. */
export async function* streamStoredRoles(
  tx: Knex,
  selection: RoleSelection,
): AsyncGenerator<StoredRoleRow[]> {
  let last = '';
  for (;;) {
    const rows: Row[] = await selectRoles(tx, selection)
      .join(
        'fleet_role_documents',
        'fleet_role_documents.role_arn',
        'fleet_roles.role_arn',
      )
      .join(
        'fleet_accounts',
        'fleet_accounts.account_id',
        'fleet_roles.account_id',
      )
      .select(
        ...['role_arn', 'account_id', 'entity_ref', 'owner_ref'].map(
          column => `fleet_roles.${column}`,
        ),
        ...['regions', 'observed_at', 'missing', 'environment_hash'].map(
          column => `fleet_roles.${column}`,
        ),
        'fleet_role_documents.snapshot',
        'fleet_role_documents.predictions',
        'fleet_role_documents.instance_tags',
        'fleet_accounts.scanned_at',
      )
      .where('fleet_roles.role_arn', '>', last)
      .orderBy('fleet_roles.role_arn')
      .limit(BATCH);
    if (rows.length > 0) {
      yield rows.map(storedRow);
    }
    if (rows.length < BATCH) {
      return;
    }
    last = rows[rows.length - 1].role_arn;
  }
}

interface Row {
  role_arn: string;
  account_id: string;
  entity_ref: string;
  owner_ref: string;
  regions: string;
  observed_at: Time;
  missing: boolean | number;
  environment_hash: string;
  snapshot: string;
  predictions: string;
  instance_tags: string | null;
  scanned_at: Time | null;
}

function storedRow(row: Row): StoredRoleRow {
  // The last complete scan confirmed it, unless it is missing.
  const confirmedAt = row.missing ? null : row.scanned_at;
  return {
    roleArn: row.role_arn,
    accountId: row.account_id,
    ...(row.entity_ref && { entityRef: row.entity_ref }),
    ...(row.owner_ref && { owner: row.owner_ref }),
    regions: JSON.parse(row.regions),
    observedAt: isoTime(
      Math.max(
        new Date(row.observed_at).getTime(),
        new Date(confirmedAt ?? 0).getTime(),
      ),
    ),
    environmentHash: row.environment_hash,
    snapshot: row.snapshot,
    predictions: row.predictions,
    ...(row.instance_tags !== null && { instanceTags: row.instance_tags }),
  };
}
