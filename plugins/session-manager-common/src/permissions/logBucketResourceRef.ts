import {
  parseRoleResourceRef,
  RoleResource,
  roleResourceRef,
} from './roleResourceRef';

/**
 * A bucket of another account and the role that writes session logs to it, as
 * the resource of a permission policy.
 *
 * @public
 */
export interface LogBucketResource {
  /** The account that owns the bucket. */
  accountId: string;
  bucket: string;
  /** The role that writes the logs. */
  role: RoleResource;
}

/**
 * Returns the `resourceRef` of a log bucket in a permission request, such as
 * `999900001111/audit-logs<-111122223333/web#component:default/payments`.
 *
 * @public
 */
export function logBucketResourceRef(resource: LogBucketResource): string {
  const { accountId, bucket, role } = resource;
  return `${accountId}/${bucket}<-${roleResourceRef(role)}`;
}

/**
 * Parses a {@link logBucketResourceRef}; returns `undefined` if it is invalid.
 *
 * @public
 */
export function parseLogBucketResourceRef(
  ref: string,
): LogBucketResource | undefined {
  const parts = /^(\d{12})\/([a-z0-9.-]+)<-/.exec(ref);
  const role = parts && parseRoleResourceRef(ref.slice(parts[0].length));
  if (!role) {
    return undefined;
  }
  const [, accountId, bucket] = parts;
  return { accountId, bucket, role };
}
