import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  LOG_BUCKET_RESOURCE_TYPE,
  PREFERENCES_RESOURCE_TYPE,
  PreferencesResource,
  REQUEST_RESOURCE_TYPE,
  ROLE_RESOURCE_TYPE,
} from 'backstage-plugin-session-manager-common';

/**
 * The facts of a request for permission rules.
 *
 * @public
 */
export interface RequestFacts {
  requester: string;
  accountId: string;
  /** The owners of the service that the role is for. */
  entityOwners: readonly string[];
  /**
   * Users and groups that are currently approvers of the account, and the
   * groups within those.
   */
  approvers: readonly string[];
}

/**
 * A permission rule about requests as a database query: one of the values is
 * the requester, the account, an owner of the service, or a current approver of
 * the account.
 *
 * @public
 */
export interface RequestRuleQuery {
  key: 'requester' | 'account' | 'entity-owner' | 'approver';
  values: readonly string[];
}

/**
 * The facts of a role for permission rules.
 *
 * @public
 */
export interface RoleFacts {
  accountId: string;
  roleName: string;
  /** The owners of the service that the role is for. */
  entityOwners: readonly string[];
}

/**
 * A permission rule about roles as a database query: one of the values is the
 * account, or an owner of the service.
 *
 * @public
 */
export interface RoleRuleQuery {
  key: 'account' | 'entity-owner';
  values: readonly string[];
}

/**
 * The facts of another account's bucket for session logs, for permission rules.
 *
 * @public
 */
export interface LogBucketFacts {
  /** The account that owns the bucket. */
  accountId: string;
  bucket: string;
  /** The owners of the service whose role writes the logs. */
  entityOwners: readonly string[];
}

/**
 * The resource type of requests for permission rules.
 *
 * @public
 */
export const requestPermissionResourceRef = createPermissionResourceRef<
  RequestFacts,
  RequestRuleQuery
>().with({
  pluginId: 'session-manager',
  resourceType: REQUEST_RESOURCE_TYPE,
});

/**
 * The resource type of roles for permission rules.
 *
 * @public
 */
export const rolePermissionResourceRef = createPermissionResourceRef<
  RoleFacts,
  RoleRuleQuery
>().with({
  pluginId: 'session-manager',
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * The resource type of other accounts' log buckets for permission rules.
 * Buckets are checked one at a time.
 *
 * @public
 */
export const logBucketPermissionResourceRef = createPermissionResourceRef<
  LogBucketFacts,
  never
>().with({
  pluginId: 'session-manager',
  resourceType: LOG_BUCKET_RESOURCE_TYPE,
});

/**
 * The resource type of session preferences for permission rules. They are
 * checked one at a time.
 *
 * @public
 */
export const preferencesPermissionResourceRef = createPermissionResourceRef<
  PreferencesResource,
  never
>().with({
  pluginId: 'session-manager',
  resourceType: PREFERENCES_RESOURCE_TYPE,
});
