import {
  IAMClient,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { AwsAccounts, KnownRoles } from 'backstage-plugin-session-manager-node';
import { LocalAws, startLocalAws } from 'local-aws';

/** Starts a local AWS and points the AWS SDK of this process to it. */
export async function useLocalAws(): Promise<LocalAws> {
  const aws = await startLocalAws();
  const before = { ...process.env };
  Object.assign(process.env, aws.env, { AWS_EC2_METADATA_DISABLED: 'true' });
  return {
    ...aws,
    stop: async () => {
      process.env = before;
      await aws.stop();
    },
  };
}

/** The `sessionManager` and `aws` configuration of the tests. */
export const configData = {
  aws: {
    mainAccount: { region: 'us-east-1' },
    accounts: [{ accountId: '444455556666', roleName: 'portal' }],
  },
  sessionManager: {
    accounts: [
      {
        accountId: '111122223333',
        name: 'development',
        regions: ['us-east-1'],
      },
      {
        accountId: '444455556666',
        name: 'production',
        regions: ['us-east-1'],
        approval: { approvers: ['group:default/cloud-security'] },
      },
    ],
  },
};

export function testAccounts(
  accounts: JsonObject[] = configData.sessionManager.accounts,
  more: JsonObject = {},
): AwsAccounts {
  return AwsAccounts.fromConfig(
    mockServices.rootConfig({
      data: { ...configData, sessionManager: { accounts, ...more } },
    }),
  );
}

/** Initially, no role is known. */
export function noKnownRoles(): KnownRoles {
  const known = new Set<string>();
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

/** Number of roles, policies and instance profiles. */
export async function inventory(iam: IAMClient) {
  const [roles, policies, profiles] = await Promise.all([
    iam.send(new ListRolesCommand({})),
    iam.send(new ListPoliciesCommand({ Scope: 'Local' })),
    iam.send(new ListInstanceProfilesCommand({})),
  ]);
  return [
    roles.Roles?.length,
    policies.Policies?.length,
    profiles.InstanceProfiles?.length,
  ];
}
