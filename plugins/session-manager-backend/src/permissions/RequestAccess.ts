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
import {
  approvalRulesOf,
  ConfiguredAccounts,
} from '../accounts/configuredAccounts';
import { EntityOwnership } from '../people/EntityOwnership';
import { NestedGroups } from '../people/NestedGroups';
import { RequestFacts, requestPermissionResourceRef } from './resources';

/** The parts of a request that the permission policy decides by. */
export type JudgedRequest = Pick<RoleRequest, 'requester' | 'spec'>;

/** Checks the portal's permission policy for requests. */
export interface RequestAccess {
  /** Whether the policy allows the caller, whatever the request's state. */
  allows(
    permission: ResourcePermission<typeof REQUEST_RESOURCE_TYPE>,
    request: JudgedRequest,
    credentials: BackstageCredentials,
  ): Promise<boolean>;
}

export function createRequestAccess(options: {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  accounts: FactSources['accounts'];
  ownership: EntityOwnership;
  nestedGroups: NestedGroups;
}): RequestAccess {
  const { permissions, permissionsRegistry } = options;
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
        // Only conditions need the owners of the service.
        'conditions' in decision
          ? (await requestFacts([request], options))[0]
          : undefined,
      );
    },
  };
}

/** The sources of facts for permission rules about requests. */
export interface FactSources {
  accounts: ConfiguredAccounts;
  ownership: EntityOwnership;
  nestedGroups: NestedGroups;
}

/** The facts for permission rules about requests. */
export async function requestFacts(
  requests: readonly JudgedRequest[],
  { accounts, ownership, nestedGroups }: FactSources,
): Promise<RequestFacts[]> {
  const owners = await ownership.ownersOf(
    requests.flatMap(({ spec }) => spec.entityRef ?? []),
  );
  return Promise.all(
    requests.map(async ({ requester, spec }) => ({
      requester,
      accountId: spec.accountId,
      // As for approvals: includes members of groups within a named group.
      approvers: await nestedGroups.withChildren(
        approvalRulesOf(accounts, spec.accountId)?.approvers ?? [],
      ),
      entityOwners: (spec.entityRef && owners.get(spec.entityRef)) || [],
    })),
  );
}
