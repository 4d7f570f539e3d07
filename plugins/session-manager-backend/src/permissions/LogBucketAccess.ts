import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  logAccessGrantPermission,
  LogBucketResource,
  logBucketResourceRef,
} from 'backstage-plugin-session-manager-common';

/** Checks the portal's permission policy for log buckets of other accounts. */
export interface LogBucketAccess {
  /** Whether the caller may grant or revoke a role's access to the bucket. */
  mayGrant(
    bucket: LogBucketResource,
    credentials: BackstageCredentials,
  ): Promise<boolean>;
}

export function createLogBucketAccess(options: {
  permissions: PermissionsService;
}): LogBucketAccess {
  return {
    async mayGrant(bucket, credentials) {
      const [{ result }] = await options.permissions.authorize(
        [
          {
            permission: logAccessGrantPermission,
            resourceRef: logBucketResourceRef(bucket),
          },
        ],
        { credentials },
      );
      return result === AuthorizeResult.ALLOW;
    },
  };
}
