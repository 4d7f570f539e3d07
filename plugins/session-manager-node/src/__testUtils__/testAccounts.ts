import { mockServices } from '@backstage/backend-test-utils';
import { LocalAws } from 'local-aws';
import { AwsAccounts } from '../accounts/AwsAccounts';
import { KnownRoles } from '../role/knownRoles';

export const DEVELOPMENT = '111122223333';
export const PRODUCTION = '444455556666';

/** Points the AWS SDK of this process to the local AWS until undone. */
export function useLocalAws({ env }: Pick<LocalAws, 'env'>): () => void {
  const before = { ...process.env };
  Object.assign(process.env, env, {
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  return () => {
    process.env = before;
  };
}

/** The accounts of a configuration; by default two of the local AWS. */
export function testAccounts(
  accounts: object[] = [
    { accountId: DEVELOPMENT, name: 'development', regions: ['us-east-1'] },
    { accountId: PRODUCTION, name: 'production', regions: ['us-east-1'] },
  ],
): AwsAccounts {
  return AwsAccounts.fromConfig(
    mockServices.rootConfig({
      data: {
        aws: {
          mainAccount: { region: 'us-east-1' },
          accounts: [{ accountId: PRODUCTION, roleName: 'portal' }],
        },
        sessionManager: { accounts: JSON.parse(JSON.stringify(accounts)) },
      },
    }),
  );
}

/** An in-memory list of known roles, empty by default. */
export function knownRoles(...arns: string[]): KnownRoles {
  const known = new Set(arns);
  return {
    has: async arn => known.has(arn),
    add: async arn => {
      known.add(arn);
    },
    forget: async arn => {
      known.delete(arn);
    },
  };
}
