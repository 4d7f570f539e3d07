import { PermissionCriteria } from '@backstage/plugin-permission-common';

/**
 * What a permission rule asks of a request: that one of the values is its
 * requester, its account or its service.
 */
export interface RequestCriterion {
  key: 'requester' | 'account' | 'entity';
  values: readonly string[];
}

/** Which requests somebody may see; absent: all. */
export type RequestCriteria = PermissionCriteria<RequestCriterion>;
