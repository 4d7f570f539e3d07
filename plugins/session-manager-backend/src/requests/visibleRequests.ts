import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { requestReadPermission } from 'backstage-plugin-session-manager-common';
import { accountsApprovedBy } from '../accounts/configuredAccounts';
import { EntityOwnership } from '../people/EntityOwnership';
import { NestedGroups } from '../people/NestedGroups';
import { FactSources } from '../permissions/RequestAccess';
import {
  requestPermissionResourceRef,
  RequestRuleQuery,
} from '../permissions/resources';
import { visibleCriteria } from '../permissions/visibleCriteria';
import { RequestCriteria, RequestCriterion } from './database/RequestCriteria';

/** The requests that a caller may see, as criteria for the database. */
export interface VisibleRequests {
  /** Undefined: all. Throws a `NotAllowedError` if they may see no request. */
  to(credentials: BackstageCredentials): Promise<RequestCriteria | undefined>;
}

export function createVisibleRequests(options: {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  accounts: FactSources['accounts'];
  ownership: EntityOwnership;
  nestedGroups: NestedGroups;
}): VisibleRequests {
  const { permissions, permissionsRegistry } = options;
  return {
    to: credentials =>
      visibleCriteria(
        {
          permissions,
          permissionsRegistry,
          permission: requestReadPermission,
          resourceRef: requestPermissionResourceRef,
          toCriterion: query => withCatalog(query, options),
          refusal: 'You are not allowed to see requests.',
        },
        credentials,
      ),
  };
}

/**
 * Replaces owners with the services that they own, and approvers with the
 * accounts that they are currently approvers of.
 */
async function withCatalog(
  { key, values }: RequestRuleQuery,
  { accounts, nestedGroups, ownership }: FactSources,
): Promise<RequestCriterion> {
  switch (key) {
    case 'entity-owner':
      return { key: 'entity', values: await ownership.ownedBy(values) };
    case 'approver':
      return {
        key: 'account',
        values: accountsApprovedBy(
          await nestedGroups.withParents(values),
          accounts,
        ),
      };
    default:
      return { key, values };
  }
}
