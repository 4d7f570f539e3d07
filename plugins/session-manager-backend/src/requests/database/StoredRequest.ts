import { ConflictError } from '@backstage/errors';
import {
  ApprovalRules,
  Approval,
  GivenApproval,
  NonEmpty,
  RequestOrigin,
  RequestOutcome,
  RequestPart,
  RequestPartKind,
  requestParts,
  RequestState,
  ResolvedRoleSpec,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { isoTime } from '../../database/times';
import { ApprovalRow, OriginRow, OutcomeRow, RequestRow } from './rows';

/** A request as stored: its public content, and its bookkeeping. */
export interface StoredRequest {
  request: RoleRequest;
  /** Incremented with each change. */
  version: number;
  rulesHash: string;
  /** The number of tasks that were started for it. */
  startAttempts: number;
}

/** The request of a row and its approvals, oldest first. */
export function storedRequest(
  row: RequestRow,
  approvals: readonly ApprovalRow[],
  { outcome, origin }: { outcome?: OutcomeRow; origin?: OriginRow } = {},
): StoredRequest {
  const spec: ResolvedRoleSpec = JSON.parse(row.spec);
  const rules: ApprovalRules = JSON.parse(row.rules);
  const parts = requestParts(spec);
  return {
    request: {
      id: row.id,
      spec,
      specHash: row.spec_hash,
      adopt: Boolean(row.adopt),
      exclusive: Boolean(row.exclusive),
      roleArn: parts[0].resource,
      reason: row.reason,
      requester: row.requester,
      rules,
      state: stateOf(row, approvals, parts),
      startError: row.start_error ?? undefined,
      outcome: outcome && outcomeOf(outcome),
      origin: origin && originOf(origin),
      createdAt: isoTime(row.created_at),
      updatedAt: isoTime(row.updated_at),
      expiresAt: isoTime(row.expires_at),
    },
    version: row.version,
    rulesHash: row.rules_hash,
    startAttempts: row.start_attempts,
  };
}

function originOf({ service, template_ref }: OriginRow): RequestOrigin {
  return { service, ...(template_ref && { templateRef: template_ref }) };
}

function outcomeOf({ checked_at, state, detail }: OutcomeRow): RequestOutcome {
  return {
    ...JSON.parse(detail),
    checkedAt: isoTime(checked_at),
    state: state as RequestOutcome['state'],
  };
}

/** The columns of a state. */
export type StateColumns = Pick<
  RequestRow,
  | 'status'
  | 'approval_kind'
  | 'approved_at'
  | 'usable_until'
  | 'approved_by_rule'
  | 'approved_by_rule_version'
  | 'rejected_by'
  | 'rejection'
  | 'revoked_by'
  | 'revocation'
  | 'successor_id'
  | 'break_glass_by'
  | 'break_glass_reason'
  | 'reviewed_by'
  | 'review_comment'
  | 'reviewed_at'
  | 'task_id'
  | 'remaining'
  | 'error'
>;

/** The columns of a state, whose approvals are separate rows. */
export function stateColumns(state: RequestState): StateColumns {
  const approval = 'approval' in state ? state.approval : undefined;
  const rule = approval?.kind === 'rule' ? approval.rule : undefined;
  const glass = approval?.kind === 'break-glass' ? approval : undefined;
  return {
    status: state.status,
    approval_kind: approval?.kind ?? null,
    approved_at: approval ? new Date(approval.at) : null,
    usable_until: approval ? new Date(approval.usableUntil) : null,
    approved_by_rule: rule?.name ?? null,
    approved_by_rule_version: rule?.version ?? null,
    rejected_by: state.status === 'rejected' ? state.by : null,
    rejection: state.status === 'rejected' ? state.comment : null,
    revoked_by: state.status === 'revoked' ? state.by : null,
    revocation: state.status === 'revoked' ? state.comment : null,
    successor_id: state.status === 'superseded' ? state.successorId : null,
    break_glass_by: glass?.by ?? null,
    break_glass_reason: glass?.reason ?? null,
    reviewed_by: glass?.review?.by ?? null,
    review_comment: glass?.review?.comment ?? null,
    reviewed_at: glass?.review ? new Date(glass.review.at) : null,
    task_id: ('taskId' in state && state.taskId) || null,
    remaining:
      'remaining' in state
        ? JSON.stringify(state.remaining.map(({ kind }) => kind))
        : null,
    error: state.status === 'failed' ? state.error : null,
  };
}

/** The approvals by users in a state. */
export function approvalsOf(state: RequestState): readonly Approval[] {
  if (state.status === 'pending') {
    return state.approvals;
  }
  return 'approval' in state && state.approval?.kind === 'people'
    ? state.approval.approvals
    : [];
}

function stateOf(
  row: RequestRow,
  approvals: readonly ApprovalRow[],
  parts: NonEmpty<RequestPart>,
): RequestState {
  const taskId = row.task_id ?? undefined;
  switch (row.status as RequestState['status']) {
    case 'pending':
      return { status: 'pending', approvals: approvals.map(approvalOf) };
    case 'rejected':
      return {
        status: 'rejected',
        by: row.rejected_by ?? '',
        comment: row.rejection ?? '',
      };
    case 'withdrawn':
      return { status: 'withdrawn' };
    case 'expired':
      return {
        status: 'expired',
        ...(row.approval_kind !== null && {
          approval: givenOf(row, approvals),
        }),
      };
    case 'revoked':
      return {
        status: 'revoked',
        by: row.revoked_by ?? '',
        comment: row.revocation ?? '',
        approval: givenOf(row, approvals),
      };
    case 'superseded':
      return {
        status: 'superseded',
        successorId: row.successor_id ?? '',
        approval: givenOf(row, approvals),
      };
    case 'approved':
      return { status: 'approved', approval: givenOf(row, approvals), taskId };
    case 'provisioning':
      return {
        status: 'provisioning',
        approval: givenOf(row, approvals),
        taskId,
        remaining: remainingOf(row, parts),
      };
    case 'provisioned':
      return {
        status: 'provisioned',
        approval: givenOf(row, approvals),
        taskId,
      };
    case 'failed':
      return {
        status: 'failed',
        approval: givenOf(row, approvals),
        taskId,
        error: row.error ?? '',
        remaining: remainingOf(row, parts),
      };
    default:
      throw new ConflictError(
        `Request ${row.id} has the status "${row.status}", which this version of the portal does not know.`,
      );
  }
}

function givenOf(
  row: RequestRow,
  approvals: readonly ApprovalRow[],
): GivenApproval {
  if (row.approved_at === null || row.usable_until === null) {
    throw new ConflictError(`The database has no approval time for ${row.id}.`);
  }
  const period = {
    at: isoTime(row.approved_at),
    usableUntil: isoTime(row.usable_until),
  };
  if (row.approval_kind === 'not-needed') {
    return { ...period, kind: 'not-needed' };
  }
  if (row.approval_kind === 'break-glass') {
    return {
      ...period,
      kind: 'break-glass',
      by: row.break_glass_by ?? '',
      reason: row.break_glass_reason ?? '',
      ...(row.reviewed_at !== null && {
        review: {
          by: row.reviewed_by ?? '',
          comment: row.review_comment ?? '',
          at: isoTime(row.reviewed_at),
        },
      }),
    };
  }
  if (row.approved_by_rule !== null) {
    return {
      ...period,
      kind: 'rule',
      rule: {
        name: row.approved_by_rule,
        version: row.approved_by_rule_version ?? '',
      },
    };
  }
  return {
    ...period,
    kind: 'people',
    approvals: nonEmpty(approvals.map(approvalOf), `approvals of ${row.id}`),
  };
}

function remainingOf(
  row: RequestRow,
  parts: NonEmpty<RequestPart>,
): NonEmpty<RequestPart> {
  const kinds: RequestPartKind[] = JSON.parse(row.remaining ?? '[]');
  return nonEmpty(
    parts.filter(({ kind }) => kinds.includes(kind)),
    `remaining parts of ${row.id}`,
  );
}

function approvalOf({ approver, comment }: ApprovalRow): Approval {
  return { by: approver, ...(comment === null ? {} : { comment }) };
}

function nonEmpty<T>(list: readonly T[], what: string): NonEmpty<T> {
  const [first, ...rest] = list;
  if (first === undefined) {
    throw new ConflictError(`The database has no ${what}.`);
  }
  return [first, ...rest];
}
