import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionTransformer,
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
  PermissionResourceRef,
} from '@backstage/plugin-permission-node';

/** The policy's decisions for a kind of resource, as criteria for a database. */
export interface VisibleCriteriaOptions<Query, Criterion> {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  permission: ResourcePermission;
  resourceRef: PermissionResourceRef<unknown, Query>;
  /** The criterion of the database for that of a permission rule. */
  toCriterion(query: Query): Promise<Criterion>;
  /** What callers are told who may see nothing. */
  refusal: string;
}

/**
 * Returns which resources a caller may see; `undefined` means all. Throws a
 * `NotAllowedError` if they may see none.
 */
export async function visibleCriteria<Query, Criterion>(
  options: VisibleCriteriaOptions<Query, Criterion>,
  credentials: BackstageCredentials,
): Promise<PermissionCriteria<Criterion> | undefined> {
  const { permission, permissions, permissionsRegistry, resourceRef } = options;
  const [decision] = await permissions.authorizeConditional([{ permission }], {
    credentials,
  });
  switch (decision.result) {
    case AuthorizeResult.ALLOW:
      return undefined;
    case AuthorizeResult.CONDITIONAL: {
      const transform: ConditionTransformer<Query> = createConditionTransformer(
        permissionsRegistry.getPermissionRuleset(resourceRef),
      );
      return mapCriteria(transform(decision.conditions), options.toCriterion);
    }
    default:
      throw new NotAllowedError(options.refusal);
  }
}

async function mapCriteria<From, To>(
  criteria: PermissionCriteria<From>,
  map: (criterion: From) => Promise<To>,
): Promise<PermissionCriteria<To>> {
  const each = (list: readonly PermissionCriteria<From>[]) =>
    Promise.all(list.map(one => mapCriteria(one, map))) as Promise<
      [PermissionCriteria<To>, ...PermissionCriteria<To>[]]
    >;
  if (isNotCriteria(criteria)) {
    return { not: await mapCriteria(criteria.not, map) };
  }
  if (isAndCriteria(criteria)) {
    return { allOf: await each(criteria.allOf) };
  }
  if (isOrCriteria(criteria)) {
    return { anyOf: await each(criteria.anyOf) };
  }
  return map(criteria);
}
