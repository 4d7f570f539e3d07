import { NotFoundError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';
import { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AwsAccounts,
  SessionManagerService,
} from 'backstage-plugin-session-manager-node';
import { createChangeReporter } from '../changes/ChangeReporter';
import { createActionGuards } from '../gate/ActionGuard';
import { ServiceOwners } from '../gate/serviceOwners';
import { createApprovals } from '../gate/approvals';
import { createAuthorizedRoles } from '../gate/AuthorizedRole';

/** A backend that must not be called. */
export const noBackend: jest.Mocked<SessionManagerService> = {
  fileRequest: jest.fn(),
  dryRunRequest: jest.fn(),
  getRequest: jest.fn(),
  listRequests: jest.fn(),
  claimRequest: jest.fn(),
  reportRequest: jest.fn(),
  recordRun: jest.fn(
    async (..._: Parameters<SessionManagerService['recordRun']>) => {
      throw new NotFoundError('The portal has no session-manager backend.');
    },
  ),
  getRoleVisibility: jest.fn(
    async (..._: Parameters<SessionManagerService['getRoleVisibility']>) => {
      throw new NotFoundError('The portal has no session-manager backend.');
    },
  ),
  handOver: jest.fn(),
  reportChanges: jest.fn(),
};

const auth = mockServices.auth({ pluginId: 'scaffolder' });

/**
 * The guards of the actions; without a permission policy, everything is
 * allowed.
 */
export function testGuards({
  permissions = mockServices.permissions({ result: AuthorizeResult.ALLOW }),
  sessionManager = noBackend,
  ownersOf = async () => [],
}: {
  permissions?: PermissionsService;
  ownersOf?: ServiceOwners;
  sessionManager?: SessionManagerService;
} = {}) {
  const approvals = createApprovals({ auth, sessionManager });
  return createActionGuards({ permissions, approvals, ownersOf });
}

/**
 * The gate that actions pass before they write; without a permission policy,
 * everything is allowed.
 */
export function openGate(
  accounts: AwsAccounts,
  sessionManager: SessionManagerService = noBackend,
  permissions?: PermissionsService,
) {
  const guards = testGuards({ sessionManager, permissions });
  return {
    accounts,
    guards,
    sessionManager,
    auth,
    catalog: catalogServiceMock(),
    changes: createChangeReporter({ auth, sessionManager }),
    authorizedRoles: createAuthorizedRoles({
      accounts,
      auth,
      guard: guards('session-manager:role:create'),
      sessionManager,
    }),
  };
}
