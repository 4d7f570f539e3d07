import { ConfigReader } from '@backstage/config';
import { AwsAccount, AwsAccounts } from '../../accounts/AwsAccounts';

/** The account that all operations run in. */
export const ACCOUNT_ID = '111122223333';

// Deleting a role looks for instances in each region first.
const REGIONS = ['us-east-1', 'eu-west-1'];

/**
 * Creates the development account for one caller; the access key identifies its
 * calls.
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
