import {
  rulesHash,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { Knex } from 'knex';
import { stateColumns } from '../StoredRequest';
import { insertHistory } from './insertHistory';

/** A new request, by a user or a service. */
export type NewRequest = Omit<
  RoleRequest,
  'startError' | 'accountName' | 'outcome'
> & {
  requesterKind: 'user' | 'service';
};

/**
 * Files a request. Returns false, and files nothing, if the role has a pending
 * one.
 */
export async function insertRequest(
  tx: Knex.Transaction,
  request: NewRequest,
): Promise<boolean> {
  const { id, state, specHash, requester } = request;
  const inserted = await tx('role_requests')
    .insert(requestRow(request))
    .onConflict(tx.raw("(account_id, role_key) where status = 'pending'"))
    .ignore()
    .returning('id');
  if (inserted.length === 0) {
    return false;
  }
  const approvers = approverRows(request);
  if (approvers.length > 0) {
    await tx('role_request_approvers').insert(approvers);
  }
  if (request.origin) {
    const { service, templateRef = null } = request.origin;
    await tx('role_request_origins').insert({
      request_id: id,
      service,
      template_ref: templateRef,
    });
  }
  await insertHistory(tx, {
    requestId: id,
    at: new Date(request.createdAt),
    event: state.status === 'pending' ? 'file' : 'run',
    actor: { kind: request.requesterKind, ref: requester },
    to: state.status,
    comment: request.reason || undefined,
    ...('taskId' in state && { taskId: state.taskId }),
    specHash,
  });
  return true;
}

/** The row of a new request. */
export function requestRow(request: NewRequest) {
  const { spec, rules } = request;
  const createdAt = new Date(request.createdAt);
  return {
    id: request.id,
    ...stateColumns(request.state),
    account_id: spec.accountId,
    role_name: spec.roleName,
    role_key: roleKey(spec.roleName),
    entity_ref: spec.entityRef ?? null,
    requester: request.requester,
    reason: request.reason,
    spec: JSON.stringify(spec),
    spec_hash: request.specHash,
    adopt: request.adopt,
    exclusive: request.exclusive,
    rules: JSON.stringify(rules),
    rules_hash: rulesHash(rules),
    version: 1,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: new Date(request.expiresAt),
  };
}

/** The rows of the approvers of a request. */
export function approverRows({ id, rules }: NewRequest) {
  return [...new Set(rules.approvers)].map(approver => ({
    request_id: id,
    approver,
  }));
}

/** A role's name as IAM compares it. */
export function roleKey(roleName: string): string {
  return roleName.toLowerCase();
}
