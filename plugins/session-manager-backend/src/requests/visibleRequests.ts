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
import {
  requestPermissionResourceRef,
  RequestRuleQuery,
} from '../permissions/resources';
import { RequestCriteria } from './database/RequestCriteria';

/** Which requests somebody may see, as criteria for the database. */
export interface VisibleRequests {
  /**
   * Absent: all. Throws a `NotAllowedError` where they may see none whatever
   * it is.
   */
  to(credentials: BackstageCredentials): Promise<RequestCriteria | undefined>;
}

export function createVisibleRequests(options: {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  ownership: EntityOwnership;
}): VisibleRequests {
  const { permissions, permissionsRegistry, ownership } = options;

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
          return withEntities(transform(decision.conditions), ownership);
        }
        default:
          throw new NotAllowedError('You may not see requests.');
      }
    },
  };
}

/** Says instead of whose services it is about, which services these are. */
async function withEntities(
  criteria: PermissionCriteria<RequestRuleQuery>,
  ownership: EntityOwnership,
): Promise<RequestCriteria> {
  const each = (list: readonly PermissionCriteria<RequestRuleQuery>[]) =>
    Promise.all(list.map(one => withEntities(one, ownership))) as Promise<
      [RequestCriteria, ...RequestCriteria[]]
    >;
  if (isNotCriteria(criteria)) {
    return { not: await withEntities(criteria.not, ownership) };
  }
  if (isAndCriteria(criteria)) {
    return { allOf: await each(criteria.allOf) };
  }
  if (isOrCriteria(criteria)) {
    return { anyOf: await each(criteria.anyOf) };
  }
  const { key, values } = criteria;
  return key === 'entity-owner'
    ? { key: 'entity', values: await ownership.ownedBy(values) }
    : { key, values };
}
