import { Time } from '../../database/times';

/** A row of `fleet_accounts`. Times are as the driver returns them. */
export interface AccountRow {
  account_id: string;
  name: string;
  due_at: Time;
  claimed_by: string;
  claimed_until: Time;
  generation: number;
  scan_started_at: Time | null;
  marker: string | null;
  all_read: boolean | number;
  other_roles_read: number;
  scanned_at: Time | null;
  other_roles: number;
  fault: string | null;
  fault_since: Time | null;
  changed_at: Time | null;
  refreshes_since: Time;
  refreshes: number;
}

/** A row of `fleet_roles`. */
export interface RoleRow {
  role_arn: string;
  account_id: string;
  role_name: string;
  role_key: string;
  entity_ref: string;
  owner_ref: string;
  managed: boolean | number;
  node_kind: string;
  state: string;
  state_rank: number;
  headline: string;
  problems: string;
  drift: string;
  regions: string;
  nodes_total: number | null;
  nodes_online: number | null;
  last_used: string | null;
  snapshot_hash: string;
  environment_hash: string;
  missing: boolean | number;
  observed_at: Time;
  changed_at: Time;
}

/** A row of `fleet_environments`. */
export interface EnvironmentRow {
  account_id: string;
  region: string;
  environment: string | null;
  hash: string;
  observed_at: Time | null;
  fault: string | null;
  fault_since: Time | null;
}

/** A row of `fleet_refreshes`. */
export interface RefreshRow {
  account_id: string;
  what: string;
  key: string;
  name: string;
  event_at: Time;
  due_at: Time;
  due_at_latest: Time;
  failures: number;
  claimed_by: string;
  claimed_until: Time;
}

/** A row of `fleet_notices`. */
export interface NoticeRow {
  role_arn: string;
  usual_state: string;
  usual_drifted: boolean | number;
  told_state: string;
  told_drifted: boolean | number;
  state: string;
  drifted: boolean | number;
  news: string;
  settles_at: Time;
  claimed_until: Time;
}

/** A row of `fleet_removals`. */
export interface RemovalRow {
  role_arn: string;
  account_id: string;
  role_name: string;
  entity_ref: string;
  owner_ref: string;
  seen_at: Time;
  settles_at: Time;
  claimed_until: Time;
}

/** The row of `fleet_digests`. */
export interface DigestRow {
  id: number;
  made_at: Time;
  due_at: Time;
  content: string | null;
}

/** A row of `fleet_account_states`. */
export interface StateCountRow {
  account_id: string;
  state: string;
  roles: number;
}
