import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The type of the resource that decides about a request.
 *
 * @public
 */
export const REQUEST_RESOURCE_TYPE = 'session-manager-request';

/**
 * The type of the resource that decides about a role.
 *
 * @public
 */
export const ROLE_RESOURCE_TYPE = 'session-manager-role';

/**
 * The type of the resource that decides about the log bucket of an account.
 *
 * @public
 */
export const LOG_BUCKET_RESOURCE_TYPE = 'session-manager-log-bucket';

/**
 * To ask for a role; conditions are those of the request that it would be.
 *
 * @public
 */
export const requestCreatePermission = createPermission({
  name: 'session-manager.request.create',
  attributes: { action: 'create' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * To see a request, its history and what it asks for.
 *
 * @public
 */
export const requestReadPermission = createPermission({
  name: 'session-manager.request.read',
  attributes: { action: 'read' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * To decide about a request: approve, reject, confirm. Whoever has it must be
 * an approver of the account as well, and never decides about their own.
 *
 * @public
 */
export const requestApprovePermission = createPermission({
  name: 'session-manager.request.approve',
  attributes: { action: 'update' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * To withdraw a request; only its requester ever can.
 *
 * @public
 */
export const requestWithdrawPermission = createPermission({
  name: 'session-manager.request.withdraw',
  attributes: { action: 'update' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * To have a request carried out without an approval. Whoever has it must be in
 * one of the groups that the account names for that as well.
 *
 * @public
 */
export const requestBreakGlassPermission = createPermission({
  name: 'session-manager.request.break-glass',
  attributes: { action: 'update' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * To see what AWS has of a role.
 *
 * @public
 */
export const roleReadPermission = createPermission({
  name: 'session-manager.role.read',
  attributes: { action: 'read' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * To have a role made or changed by a task of one's own.
 *
 * @public
 */
export const roleCreatePermission = createPermission({
  name: 'session-manager.role.create',
  attributes: { action: 'create' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * To have a role deleted by a task of one's own.
 *
 * @public
 */
export const roleDeletePermission = createPermission({
  name: 'session-manager.role.delete',
  attributes: { action: 'delete' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * To let a role write session logs into a bucket of another account, or to
 * take that away: in the policies of that bucket and of its key.
 *
 * @public
 */
export const logAccessGrantPermission = createPermission({
  name: 'session-manager.log-access.grant',
  attributes: { action: 'update' },
  resourceType: LOG_BUCKET_RESOURCE_TYPE,
});

/**
 * To confirm that a role is the service's whose annotation names it, and to
 * take that back. For those who know whose roles are: who has it can let any
 * service read a role by it.
 *
 * @public
 */
export const roleConfirmPermission = createPermission({
  name: 'session-manager.role.confirm',
  attributes: { action: 'update' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * The permissions of requests.
 *
 * @public
 */
export const requestPermissions = [
  requestCreatePermission,
  requestReadPermission,
  requestApprovePermission,
  requestWithdrawPermission,
  requestBreakGlassPermission,
];

/**
 * The permissions of roles.
 *
 * @public
 */
export const rolePermissions = [
  roleReadPermission,
  roleCreatePermission,
  roleDeletePermission,
  roleConfirmPermission,
];

/**
 * The permissions of the log buckets of other accounts.
 *
 * @public
 */
export const logBucketPermissions = [logAccessGrantPermission];
