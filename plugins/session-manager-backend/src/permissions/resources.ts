import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  LOG_BUCKET_RESOURCE_TYPE,
  REQUEST_RESOURCE_TYPE,
  ROLE_RESOURCE_TYPE,
} from 'backstage-plugin-session-manager-common';

/**
 * What a permission rule sees of a request.
 *
 * @public
 */
export interface RequestFacts {
  requester: string;
  accountId: string;
  /** The owners of the service that the role is for. */
  entityOwners: readonly string[];
  /**
   * Users and groups that are approvers of the account today, and the groups
   * within those.
   */
  approvers: readonly string[];
}

/**
 * What a permission rule asks of requests, for the database: that one of the
 * values is the requester, the account, an owner of the service, or an
 * approver of the account today.
 *
 * @public
 */
export interface RequestRuleQuery {
  key: 'requester' | 'account' | 'entity-owner' | 'approver';
  values: readonly string[];
}

/**
 * What a permission rule sees of a role.
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
 * What a permission rule sees of a bucket of another account that session logs
 * go to.
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
 * Requests, as permission rules decide about them.
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
 * Roles, as permission rules decide about them. They are read one by one.
 *
 * @public
 */
export const rolePermissionResourceRef = createPermissionResourceRef<
  RoleFacts,
  never
>().with({
  pluginId: 'session-manager',
  resourceType: ROLE_RESOURCE_TYPE,
});

/**
 * Log buckets of other accounts, as permission rules decide about them. They
 * are asked about one by one.
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
