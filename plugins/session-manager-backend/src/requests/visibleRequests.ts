import {
  PermissionsService,
  BackstageCredentials,
  PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionTransformer,
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { requestReadPermission } from 'backstage-plugin-session-manager-common';
import { EntityOwnership } from '../people/EntityOwnership';
import { NestedGroups } from '../people/NestedGroups';
import { FactSources } from '../permissions/RequestAccess';
import {
  requestPermissionResourceRef,
  RequestRuleQuery,
} from '../permissions/resources';
import { accountsApprovedBy } from '../accounts/configuredAccounts';
import { RequestCriteria } from './database/RequestCriteria';

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
    async to(credentials) {
      const [decision] = await permissions.authorizeConditional(
        [{ permission: requestReadPermission }],
        { credentials },
      );
      switch (decision.result) {
        case AuthorizeResult.ALLOW:
          return undefined;
        case AuthorizeResult.CONDITIONAL: {
          const transform: ConditionTransformer<RequestRuleQuery> =
            createConditionTransformer(
              permissionsRegistry.getPermissionRuleset(
                requestPermissionResourceRef,
              ),
            );
          return withCatalog(transform(decision.conditions), options);
        }
        default:
          throw new NotAllowedError('You are not allowed to see requests.');
      }
    },
  };
}

/**
 * Replaces owners with the services that they own, and approvers with the
 * accounts that they are currently approvers of.
 */
async function withCatalog(
  criteria: PermissionCriteria<RequestRuleQuery>,
  sources: FactSources,
): Promise<RequestCriteria> {
  const each = (list: readonly PermissionCriteria<RequestRuleQuery>[]) =>
    Promise.all(list.map(one => withCatalog(one, sources))) as Promise<
      [RequestCriteria, ...RequestCriteria[]]
    >;
  if (isNotCriteria(criteria)) {
    return { not: await withCatalog(criteria.not, sources) };
  }
  if (isAndCriteria(criteria)) {
    return { allOf: await each(criteria.allOf) };
  }
  if (isOrCriteria(criteria)) {
    return { anyOf: await each(criteria.anyOf) };
  }
  const { key, values } = criteria;
  switch (key) {
    case 'entity-owner':
      return { key: 'entity', values: await sources.ownership.ownedBy(values) };
    case 'approver':
      return {
        key: 'account',
        values: accountsApprovedBy(
          await sources.nestedGroups.withParents(values),
          sources.accounts,
        ),
      };
    default:
      return { key, values };
  }
}
