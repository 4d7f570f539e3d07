import {
  AwsFault,
  FleetDrift,
  FleetNodeKind,
  READINESS_STATES,
  ReadinessState,
} from 'backstage-plugin-session-manager-common';
import { isoTime, Time } from '../../database/times';
import {
  RoleEntry,
  PredictedRole,
  RoleAges,
  RoleAttributes,
} from '../RoleEntry';
import { SHAPE_PARTS } from '../roleVariant';
import { RoleRow } from './rows';

/** A role of a list. */
export type ListedRole = RoleEntry & RoleAges;

/** The columns that a role has by what was read of it. */
export function roleColumns(role: PredictedRole) {
  return {
    role_arn: role.roleArn,
    account_id: role.accountId,
    role_name: role.roleName,
    role_key: role.roleName.toLowerCase(),
    ...attributeColumns(role),
    managed: role.managed,
    node_kind: role.nodeKind,
    state: role.state,
    state_rank: READINESS_STATES.indexOf(role.state),
    headline: JSON.stringify(role.headline),
    problems: JSON.stringify(role.problems),
    drift: role.drift,
    regions: JSON.stringify(role.regions),
    snapshot_hash: role.snapshotHash,
    environment_hash: role.environmentHash,
    variant_name: role.variant.name,
    variant_shape: SHAPE_PARTS.map(part => role.variant.shape[part]).join(' '),
  };
}

/** The columns of what can change without a change of the readiness. */
export function attributeColumns({
  entityRef = '',
  owner = '',
  nodes,
  lastUsed,
}: RoleAttributes) {
  return {
    entity_ref: entityRef.toLocaleLowerCase('en-US'),
    owner_ref: owner.toLocaleLowerCase('en-US'),
    nodes_total: nodes?.total ?? null,
    nodes_online: nodes?.online ?? null,
    last_used: lastUsed
      ? JSON.stringify({ on: lastUsed.on, region: lastUsed.region })
      : null,
  };
}

/** The columns of a list, which leave out the documents. */
export const LISTED_COLUMNS = [
  ...['role_arn', 'account_id', 'role_name', 'role_key', 'entity_ref'],
  ...['owner_ref', 'managed', 'node_kind', 'state', 'state_rank', 'headline'],
  ...['problems', 'drift', 'regions', 'nodes_total', 'nodes_online'],
  ...['last_used', 'missing', 'observed_at', 'changed_at'],
].map(column => `fleet_roles.${column}`);

/**
 * @param scannedAt - the start of the last complete scan of its account, which
 * confirmed the role unless it is missing
 */
export function listedRole(
  row: Omit<RoleRow, 'snapshot_hash' | 'environment_hash'>,
  scannedAt: Time | null | undefined,
): ListedRole {
  const confirmedAt = row.missing ? undefined : scannedAt;
  return {
    roleArn: row.role_arn,
    accountId: row.account_id,
    roleName: row.role_name,
    ...(row.entity_ref && { entityRef: row.entity_ref }),
    ...(row.owner_ref && { owner: row.owner_ref }),
    ...(row.nodes_total !== null &&
      row.nodes_online !== null && {
        nodes: { online: row.nodes_online, total: row.nodes_total },
      }),
    ...(row.last_used !== null && { lastUsed: JSON.parse(row.last_used) }),
    managed: Boolean(row.managed),
    nodeKind: row.node_kind as FleetNodeKind,
    state: row.state as ReadinessState,
    headline: JSON.parse(row.headline),
    problems: JSON.parse(row.problems),
    drift: row.drift as FleetDrift,
    regions: JSON.parse(row.regions),
    observedAt: isoTime(
      Math.max(
        new Date(row.observed_at).getTime(),
        new Date(confirmedAt ?? 0).getTime(),
      ),
    ),
    changedAt: isoTime(row.changed_at),
  };
}

/** Why something could not be read, and since when. */
export interface StoredFault {
  fault: AwsFault;
  since: string;
}

export function storedFault(row: {
  fault: string | null;
  fault_since: Time | null;
}): StoredFault | undefined {
  return row.fault !== null && row.fault_since !== null
    ? { fault: JSON.parse(row.fault), since: isoTime(row.fault_since) }
    : undefined;
}
