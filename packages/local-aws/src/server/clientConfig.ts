import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ServiceUnavailableError } from '@backstage/errors';
import { iamArn } from 'backstage-plugin-session-manager-common';
import { LocalAwsEnv } from './startLocalAws';

/**
 * Configuration of an AWS SDK client for one account.
 *
 * @public
 */
export interface ClientConfig {
  endpoint: string;
  region: string;
  credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
}

/**
 * Returns the configuration for the account of the environment's own
 * credentials, without using `process.env`.
 *
 * @public
 */
export function clientConfig(env: LocalAwsEnv): ClientConfig {
  return {
    endpoint: env.AWS_ENDPOINT_URL,
    region: env.AWS_REGION,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    },
  };
}

// The role that AWS Organizations creates in each new account:
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
const FIRST_ROLE = 'OrganizationAccountAccessRole';

/**
 * Returns the configuration for another account.
 *
 * @public
 */
export function assumeAccount(
  env: LocalAwsEnv,
  accountId: string,
): Promise<ClientConfig> {
  return assumeRole(
    clientConfig(env),
    iamArn({ partition: 'aws', accountId }, 'role', '/', FIRST_ROLE),
  );
}

/**
 * Returns the configuration with the credentials of a role.
 *
 * @public
 */
export async function assumeRole(
  config: ClientConfig,
  RoleArn: string,
): Promise<ClientConfig> {
  const { Credentials: credentials } = await new STSClient(config).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'local-aws' }),
  );
  if (!credentials?.AccessKeyId || !credentials.SecretAccessKey) {
    throw new ServiceUnavailableError(
      `${config.endpoint} returned no credentials for ${RoleArn}`,
    );
  }
  return {
    ...config,
    credentials: {
      accessKeyId: credentials.AccessKeyId,
      secretAccessKey: credentials.SecretAccessKey,
      sessionToken: credentials.SessionToken,
    },
  };
}
