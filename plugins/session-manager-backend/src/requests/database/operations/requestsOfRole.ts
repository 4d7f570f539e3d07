import { RoleRequest } from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { RequestRow } from '../rows';
import { StoredRequest } from '../StoredRequest';
import { roleKey } from './insertRequest';
import { withApprovals } from './readRequests';

/** The other relevant requests for a request's role. */
export interface RequestsOfRole {
  /** The one that is pending. */
  pending?: StoredRequest;
  /** Those that are approved, and that no task is carrying out. */
  usable: StoredRequest[];
  /** The ID of one that was approved after this one, if any. */
  approvedAfter(request: RoleRequest): string | undefined;
}

/**
 * Locks all requests for the role of this one until the transaction ends.
 * SQLite has a single writer anyway.
 */
export async function lockRole(
  tx: Knex.Transaction,
  requestId: string,
): Promise<void> {
  await tx('role_requests')
    .select('id')
    .whereIn(
      ['account_id', 'role_key'],
      tx('role_requests')
        .select('account_id', 'role_key')
        .where({ id: requestId }),
    )
    .orderBy('id')
    .forUpdate();
}

const USED = ['approved', 'provisioning', 'provisioned', 'failed'];

/** Reads the other requests for the role of this one. */
export async function requestsOfRole(
  tx: Knex.Transaction,
  { id, spec }: RoleRequest,
): Promise<RequestsOfRole> {
  const rows: RequestRow[] = await tx('role_requests')
    .where({
      account_id: spec.accountId,
      role_key: roleKey(spec.roleName),
    })
    .whereIn('status', ['pending', ...USED])
    .whereNot({ id })
    .orderBy('id');
  const others = await withApprovals(tx, rows);
  return {
    pending: others.find(({ request }) => request.state.status === 'pending'),
    usable: others.filter(({ request }) => isUsable(request)),
    approvedAfter: request => {
      const approvedAt = approvalTime(request);
      return others.find(
        other =>
          approvedAt !== undefined &&
          (approvalTime(other.request) ?? -Infinity) > approvedAt,
      )?.request.id;
    },
  };
}

function isUsable({ state }: RoleRequest): boolean {
  if ('approval' in state && state.approval?.kind === 'not-needed') {
    return false;
  }
  return (
    state.status === 'approved' ||
    state.status === 'failed' ||
    (state.status === 'provisioning' && !isAtWork(state))
  );
}

type Provisioning = Extract<RoleRequest['state'], { status: 'provisioning' }>;

function isAtWork({ taskId, remaining }: Provisioning): boolean {
  return taskId !== undefined && remaining.some(({ kind }) => kind === 'role');
}

function approvalTime({ state }: RoleRequest): number | undefined {
  return 'approval' in state &&
    state.approval &&
    state.approval.kind !== 'not-needed'
    ? Date.parse(state.approval.at)
    : undefined;
}
