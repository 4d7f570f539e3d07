import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { assumeRole, ClientConfig } from '../server/clientConfig';
import { AccountClients } from './clients';

/**
 * Uses a role's credentials for one call, unless it was used before, so that
 * IAM reports when the role was last used. The local AWS lets every caller
 * assume it.
 */
export async function useOnce(
  { iam }: AccountClients,
  config: ClientConfig,
  { roleName }: { roleName: string },
): Promise<void> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
  if (Role?.Arn && !Role.RoleLastUsed?.LastUsedDate) {
    const asRole = await assumeRole(config, Role.Arn);
    await new STSClient(asRole).send(new GetCallerIdentityCommand());
  }
}
