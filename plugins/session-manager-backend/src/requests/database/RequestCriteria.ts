import { PermissionCriteria } from '@backstage/plugin-permission-common';

/**
 * A criterion of a permission rule for requests: one of the values is the
 * requester, the account or the service.
 */
export interface RequestCriterion {
  key: 'requester' | 'account' | 'entity';
  values: readonly string[];
}

/** The requests that a caller may see; absent: all. */
export type RequestCriteria = PermissionCriteria<RequestCriterion>;
