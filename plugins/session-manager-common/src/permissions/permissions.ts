import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of requests.
 *
 * @public
 */
export const REQUEST_RESOURCE_TYPE = 'session-manager-request';

/**
 * The resource type of roles.
 *
 * @public
 */
export const ROLE_RESOURCE_TYPE = 'session-manager-role';

/**
 * The resource type of log buckets of other accounts.
 *
 * @public
 */
export const LOG_BUCKET_RESOURCE_TYPE = 'session-manager-log-bucket';

/**
 * The resource type of session preferences.
 *
 * @public
 */
export const PREFERENCES_RESOURCE_TYPE = 'session-manager-preferences';

/**
 * Permission to request a role. Conditions apply to the request that would be
 * created.
 *
 * @public
 */
export const requestCreatePermission = createPermission({
  name: 'session-manager.request.create',
  attributes: { action: 'create' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * Permission to read a request, its history and its content.
 *
 * @public
 */
export const requestReadPermission = createPermission({
  name: 'session-manager.request.read',
  attributes: { action: 'read' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * Permission to decide about a request: approve, reject, confirm. The user must
 * also be an approver of the account, and cannot decide about their own
 * requests.
 *
 * @public
 */
export const requestApprovePermission = createPermission({
  name: 'session-manager.request.approve',
  attributes: { action: 'update' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * Permission to withdraw a request. Only its requester can.
 *
 * @public
 */
export const requestWithdrawPermission = createPermission({
  name: 'session-manager.request.withdraw',
  attributes: { action: 'update' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * Permission to execute a request without approval. The user must also be in
 * one of the groups that the account configures for this.
 *
 * @public
 */
export const requestBreakGlassPermission = createPermission({
  name: 'session-manager.request.break-glass',
  attributes: { action: 'update' },
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * Permission to read a role in AWS.
 *
 * @public
 */
export const roleReadPermission = createPermission({
  name: 'session-manager.role.read',
  attributes: { action: 'read' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * Permission to create or change a role by a task.
 *
 * @public
 */
export const roleCreatePermission = createPermission({
  name: 'session-manager.role.create',
  attributes: { action: 'create' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * Permission to delete a role by a task.
 *
 * @public
 */
export const roleDeletePermission = createPermission({
  name: 'session-manager.role.delete',
  attributes: { action: 'delete' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * Permission to grant or revoke a role's access to a log bucket of another
 * account, in the policies of the bucket and of its key.
 *
 * @public
 */
export const logAccessGrantPermission = createPermission({
  name: 'session-manager.log-access.grant',
  attributes: { action: 'update' },
  resourceType: LOG_BUCKET_RESOURCE_TYPE,
});

/**
 * Permission to change the session preferences of an account and region by a
 * task. It is for platform teams: the preferences apply to all sessions there.
 *
 * @public
 */
export const preferencesUpdatePermission = createPermission({
  name: 'session-manager.preferences.update',
  attributes: { action: 'update' },
  resourceType: PREFERENCES_RESOURCE_TYPE,
});

/**
 * Permission to confirm that a role belongs to the service whose annotation
 * names it, and to revoke the confirmation. It is for people who know the
 * owners of roles: whoever has it can make any role readable for any service.
 *
 * @public
 */
export const roleConfirmPermission = createPermission({
  name: 'session-manager.role.confirm',
  attributes: { action: 'update' },
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * Permission to check whether the plugins are installed completely. It is for
 * administrators: the checks name the accounts, and the portal's identity and
 * missing permissions in each.
 *
 * @public
 */
export const installationReadPermission = createPermission({
  name: 'session-manager.installation.read',
  attributes: { action: 'read' },
});

/**
 * The permissions for requests.
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
 * The permissions for roles.
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
 * The permissions for log buckets of other accounts.
 *
 * @public
 */
export const logBucketPermissions = [logAccessGrantPermission];

/**
 * The permissions for session preferences.
 *
 * @public
 */
export const preferencesPermissions = [preferencesUpdatePermission];
