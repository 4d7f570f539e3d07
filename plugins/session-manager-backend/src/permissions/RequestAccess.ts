import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  REQUEST_RESOURCE_TYPE,
  RoleRequest,
} from 'backstage-plugin-session-manager-common';
import { EntityOwnership } from '../people/EntityOwnership';
import { RequestFacts, requestPermissionResourceRef } from './resources';

/** What of a request the permission policy decides by. */
export type JudgedRequest = Pick<RoleRequest, 'requester' | 'spec' | 'rules'>;

/** Asks the portal's permission policy about requests. */
export interface RequestAccess {
  /** Whether the policy lets the caller, whatever the request's state. */
  allows(
    permission: ResourcePermission<typeof REQUEST_RESOURCE_TYPE>,
    request: JudgedRequest,
    credentials: BackstageCredentials,
  ): Promise<boolean>;
}

export function createRequestAccess(options: {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  ownership: EntityOwnership;
}): RequestAccess {
  const { permissions, permissionsRegistry, ownership } = options;
  const isAllowed = createConditionAuthorizer<RequestFacts>(
    permissionsRegistry.getPermissionRuleset(requestPermissionResourceRef),
  );
  return {
    async allows(permission, request, credentials) {
      const [decision] = await permissions.authorizeConditional(
        [{ permission }],
        { credentials },
      );
      return isAllowed(
        decision,
        // Only conditions need to know who owns the service.
        'conditions' in decision
          ? (await requestFacts([request], ownership))[0]
          : undefined,
      );
    },
  };
}

/** What permission rules see of requests. */
export async function requestFacts(
  requests: readonly JudgedRequest[],
  ownership: EntityOwnership,
): Promise<RequestFacts[]> {
  const owners = await ownership.ownersOf(
    requests.flatMap(({ spec }) => spec.entityRef ?? []),
  );
  return requests.map(({ requester, spec, rules }) => ({
    requester,
    accountId: spec.accountId,
    approvers: rules.approvers,
    entityOwners: (spec.entityRef && owners.get(spec.entityRef)) || [],
  }));
}
