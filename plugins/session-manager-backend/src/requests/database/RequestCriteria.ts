import { PermissionCriteria } from '@backstage/plugin-permission-common';

/**
 * What a permission rule asks of a request: that one of the values is its
 * requester, its account, its service, or an approver in its rules.
 */
export interface RequestCriterion {
  key: 'requester' | 'account' | 'entity' | 'approver';
  values: readonly string[];
}

/** Which requests somebody may see; absent: all. */
export type RequestCriteria = PermissionCriteria<RequestCriterion>;
