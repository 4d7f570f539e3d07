import { HttpAuthService } from '@backstage/backend-plugin-api';
import { AccountInfo } from 'backstage-plugin-session-manager-common';
import {
  AccountConfig,
  AwsAccounts,
} from 'backstage-plugin-session-manager-node';
import { ChoiceAccess } from '../permissions/ChoiceAccess';
import { createOpenApiRouter } from '../schema/openapi';
import { answer } from './answer';

/**
 * The accounts of the configuration: their names for everyone who is signed in,
 * what each gives a role for those whom forms are for. What roles may name is
 * the portal's own to check.
 */
export function addAccountRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    httpAuth: HttpAuthService;
    accounts: Pick<AwsAccounts, 'configured'>;
    choiceAccess: Pick<ChoiceAccess, 'mayUseForms'>;
  },
): void {
  const { httpAuth, accounts, choiceAccess } = options;
  const { configured = [] } = accounts;

  router.get('/accounts', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const items = configured.map(
      (await choiceAccess.mayUseForms(credentials)) ? accountInfo : accountName,
    );
    res.json(answer({ items }));
  });
}

function accountName({ accountId, name }: AccountConfig): AccountInfo {
  return { accountId, name };
}

/**
 * What a form shows: not where instances are, nor what roles may name.
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
