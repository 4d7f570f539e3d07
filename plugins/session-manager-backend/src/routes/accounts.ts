import { HttpAuthService } from '@backstage/backend-plugin-api';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import {
  AccountConfig,
  AwsAccounts,
} from 'backstage-plugin-session-manager-node';
import { ChoiceAccess } from '../permissions/ChoiceAccess';
import { createOpenApiRouter } from '../schema/openapi';

type KnownAccounts = Pick<AwsAccounts, 'configured' | 'get'>;

/**
 * The configured accounts: their names for all signed-in users, and their role
 * settings for users of forms. Which resources roles may name is not exposed;
 * the portal checks it itself. If none are configured, the portal's own account.
 */
export function addAccountRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    httpAuth: HttpAuthService;
    accounts: KnownAccounts;
    choiceAccess: Pick<ChoiceAccess, 'mayUseForms'>;
  },
): void {
  const { httpAuth, accounts, choiceAccess } = options;

  router.get('/accounts', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const mayUseForms = await choiceAccess.mayUseForms(credentials);
    const { configured } = accounts;
    const items = configured
      ? configured.map(mayUseForms ? accountInfo : accountName)
      : await ownAccount(accounts);
    res.json({ items });
  });
}

/** Empty if the credentials are not valid: a form then accepts any account. */
async function ownAccount(accounts: KnownAccounts): Promise<AccountInfo[]> {
  try {
    const { accountId } = (await accounts.get()).settings;
    return [{ accountId, isOwn: true }];
  } catch {
    return [];
  }
}

function accountName({ accountId, name }: AccountConfig): AccountInfo {
  return { accountId, name };
}

/**
 * What forms show, without regions and without the resources that roles may
 * name.
 */
function accountInfo({
  regions,
  allow,
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
