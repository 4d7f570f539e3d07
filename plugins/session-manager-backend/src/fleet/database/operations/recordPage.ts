import { Knex } from 'knex';
import { PredictedRole, RoleAttributes } from '../../RoleEntry';
import { inBatches } from '../inBatches';
import { RoleRow } from '../rows';
import { attributeColumns } from '../StoredRole';
import { noteChanges } from './notices';
import { ClaimTimes, ScanClaim, updateClaimed } from './scanClaims';
import { markSeen } from './seenRoles';
import { writeRoles } from './writeRoles';

/** A page of an account's roles. */
export interface ScannedPage {
  /** The roles whose stored hashes differ, or that are not stored. */
  changed: readonly PredictedRole[];
  /** The roles whose stored hashes are the same: nothing was predicted anew. */
  unchanged: ReadonlyArray<{ roleArn: string } & RoleAttributes>;
  /** The number of roles that are not kept. */
  otherRoles: number;
  /** Absent on the last page. */
  nextMarker?: string;
  /** When AWS was asked for it. */
  readAt: Date;
}

/**
 * Stores a page of a scan, with the marker of the next one and the renewed
 * claim, at once. Throws a `ConflictError` if another replica has claimed the
 * account. Returns the number of roles that were written.
 *
 * A role is written only if it changed, so a scan that finds nothing new writes
 * no role. What a scan has seen is therefore not a column of the roles, which
 * would be rewritten by each scan, but a row per page with the ARNs in it, which
 * the end of the scan removes again. The price is that the end of a scan reads
 * the ARNs of the account's roles into memory.
 */
export async function recordPage(
  tx: Knex.Transaction,
  claim: ScanClaim,
  page: ScannedPage,
  { now, until }: ClaimTimes,
): Promise<number> {
  await updateClaimed(tx, claim, {
    claimed_until: until,
    marker: page.nextMarker ?? null,
    all_read: page.nextMarker === undefined,
    other_roles_read: tx.raw('other_roles_read + ?', [page.otherRoles]),
  });
  const all = [...page.changed, ...page.unchanged];
  const arns = all.map(({ roleArn }) => roleArn);
  const stored = await storedVersions(tx, arns);
  // A look at a single role is newer than a page that was read before it.
  const isNewer = (row: StoredVersion) =>
    new Date(row.observed_at) > page.readAt;
  const changed = page.changed.filter(role => {
    const row = stored.get(role.roleArn);
    return !row || (!isNewer(row) && !hasHashes(row, role));
  });
  await noteChanges(tx, changed, { observedAt: page.readAt, byPortal: false });
  await writeRoles(tx, changed, { observedAt: page.readAt, now });
  const written = new Set(changed.map(({ roleArn }) => roleArn));
  const moved = all.filter(role => {
    const row = stored.get(role.roleArn);
    return (
      row &&
      !written.has(role.roleArn) &&
      !isNewer(row) &&
      !hasAttributes(row, role)
    );
  });
  for (const role of moved) {
    await tx('fleet_roles')
      .where({ role_arn: role.roleArn })
      .update(attributeColumns(role));
  }
  await markSeen(tx, claim, arns);
  return changed.length + moved.length;
}

type StoredVersion = Pick<
  RoleRow,
  | 'role_arn'
  | 'snapshot_hash'
  | 'environment_hash'
  | 'observed_at'
  | keyof ReturnType<typeof attributeColumns>
>;

async function storedVersions(
  tx: Knex.Transaction,
  arns: readonly string[],
): Promise<Map<string, StoredVersion>> {
  const rows: StoredVersion[] = [];
  await inBatches(arns, async batch => {
    rows.push(
      ...(await tx<RoleRow>('fleet_roles')
        .select(
          ...['role_arn', 'snapshot_hash', 'environment_hash', 'observed_at'],
          ...Object.keys(attributeColumns({})),
        )
        .whereIn('role_arn', batch)),
    );
  });
  return new Map(rows.map(row => [row.role_arn, row]));
}

/** Whether a role is stored as it was read or predicted. */
export function hasHashes(
  row: Pick<RoleRow, 'snapshot_hash' | 'environment_hash'>,
  role: StoredHashes,
): boolean {
  return (
    row.snapshot_hash === role.snapshotHash &&
    row.environment_hash === role.environmentHash
  );
}

function hasAttributes(row: StoredVersion, role: RoleAttributes): boolean {
  return Object.entries(attributeColumns(role)).every(
    ([column, value]) => row[column as keyof StoredVersion] === value,
  );
}

/** The hashes of a stored role. */
export interface StoredHashes {
  snapshotHash: string;
  environmentHash: string;
}

/**
 * The hashes of those of the roles that are stored, by ARN: what is the same
 * need not be predicted again.
 */
export async function storedHashes(
  tx: Knex,
  arns: readonly string[],
): Promise<Map<string, StoredHashes>> {
  const hashes = new Map<string, StoredHashes>();
  await inBatches(arns, async batch => {
    const rows = await tx<RoleRow>('fleet_roles')
      .select('role_arn', 'snapshot_hash', 'environment_hash')
      .whereIn('role_arn', batch);
    for (const row of rows) {
      hashes.set(row.role_arn, {
        snapshotHash: row.snapshot_hash,
        environmentHash: row.environment_hash,
      });
    }
  });
  return hashes;
}
