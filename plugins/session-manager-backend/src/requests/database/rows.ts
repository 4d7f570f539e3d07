import { Time } from '../../database/times';

/** A row of `role_requests`. Times are as the driver returns them. */
export interface RequestRow {
  id: string;
  status: string;
  account_id: string;
  role_name: string;
  role_key: string;
  entity_ref: string | null;
  requester: string;
  reason: string;
  spec: string;
  spec_hash: string;
  adopt: boolean | number;
  exclusive: boolean | number;
  rules: string;
  rules_hash: string;
  approval_kind: string | null;
  approved_at: Time | null;
  usable_until: Time | null;
  approved_by_rule: string | null;
  approved_by_rule_version: string | null;
  rejected_by: string | null;
  rejection: string | null;
  revoked_by: string | null;
  revocation: string | null;
  successor_id: string | null;
  break_glass_by: string | null;
  break_glass_reason: string | null;
  reviewed_by: string | null;
  review_comment: string | null;
  reviewed_at: Time | null;
  task_id: string | null;
  remaining: string | null;
  error: string | null;
  start_error: string | null;
  start_attempts: number;
  due_at: Time | null;
  announced_at: Time | null;
  version: number;
  created_at: Time;
  updated_at: Time;
  expires_at: Time;
}

/** A row of `role_request_approvals`. */
export interface ApprovalRow {
  request_id: string;
  approver: string;
  comment: string | null;
  created_at: Time;
}

/** A row of `role_request_origins`. */
export interface OriginRow {
  request_id: string;
  service: string;
  template_ref: string | null;
}

/** A row of `role_request_reviews`. */
export interface ReviewRow {
  id: number | string;
  request_id: string;
  at: Time;
  event: string;
  actor_kind: string;
  actor: string | null;
  spec_hash: string;
  review_hash: string;
  review: string;
}

/** A row of `role_request_outcomes`. */
export interface OutcomeRow {
  request_id: string;
  checked_at: Time;
  state: string;
  detail: string;
}

/** A row of `role_request_history`. */
export interface HistoryRow {
  id: number | string;
  request_id: string;
  at: Time;
  event: string;
  actor_kind: string;
  actor: string | null;
  from_status: string | null;
  to_status: string;
  comment: string | null;
  spec_hash: string;
  detail: string | null;
}
