import { HttpAuthService } from '@backstage/backend-plugin-api';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import {
  AccountConfig,
  AwsAccounts,
} from 'backstage-plugin-session-manager-node';
import { createOpenApiRouter } from '../schema/openapi';
import { GetAccounts } from '../schema/openapi/generated/apis';

/** The accounts of the configuration, for everyone who is signed in. */
export function addAccountRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    httpAuth: HttpAuthService;
    accounts: Pick<AwsAccounts, 'configured'>;
  },
): void {
  const { httpAuth, accounts } = options;
  const items = (accounts.configured ?? []).map(accountInfo);

  router.get('/accounts', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    // The generated types know no read-only lists.
    res.json({ items } as GetAccounts['response']);
  });
}

/** What concerns those who ask for a role: not where instances are. */
function accountInfo({
  regions,
  approval,
  ...settings
}: AccountConfig): AccountInfo {
  return {
    ...settings,
    ...(approval
      ? {
          approval: {
            required: approval.required,
            approvers: approval.approvers,
          },
        }
      : {}),
  };
}
