import { ConfigReader } from '@backstage/config';
import { AwsAccount, AwsAccounts } from '../../accounts/AwsAccounts';

/** The account that everything happens in. */
export const ACCOUNT_ID = '111122223333';

// Instances are looked for in each before a role is deleted.
const REGIONS = ['us-east-1', 'eu-west-1'];

/**
 * The development account for a caller of its own: what it calls is told apart
 * by the access key.
 */
export function accountOf(accessKeyId: string): Promise<AwsAccount> {
  const accountId = ACCOUNT_ID;
  return AwsAccounts.fromConfig(
    new ConfigReader({
      aws: {
        accounts: [
          {
            accountId,
            accessKeyId,
            secretAccessKey: 'none',
          },
        ],
      },
      sessionManager: {
        accounts: [{ accountId, partition: 'aws', regions: REGIONS }],
      },
    }),
  ).get(accountId);
}
