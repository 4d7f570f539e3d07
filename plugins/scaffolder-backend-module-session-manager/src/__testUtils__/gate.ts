import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  AwsAccounts,
  SessionManagerService,
} from 'backstage-plugin-session-manager-node';
import { createActionGuards } from '../gate/ActionGuard';
import { createRoleOrders } from '../gate/RoleOrder';

/** A backend that nobody is to ask. */
export const noBackend: jest.Mocked<SessionManagerService> = {
  fileRequest: jest.fn(),
  getRequest: jest.fn(),
  claimRequest: jest.fn(),
  reportRequest: jest.fn(),
  handOver: jest.fn(),
  reportChanges: jest.fn(),
};

/** What actions ask before they write; everybody may everything. */
export function openGate(
  accounts: AwsAccounts,
  sessionManager: SessionManagerService = noBackend,
) {
  const permissions = mockServices.permissions({
    result: AuthorizeResult.ALLOW,
  });
  const guards = createActionGuards({ permissions });
  const auth = mockServices.auth({ pluginId: 'scaffolder' });
  return {
    accounts,
    guards,
    orders: createRoleOrders({
      accounts,
      auth,
      guard: guards('session-manager:role:create'),
      sessionManager,
    }),
  };
}
