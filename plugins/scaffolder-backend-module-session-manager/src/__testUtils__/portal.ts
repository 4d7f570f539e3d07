import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import { asList } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  Permission,
  PermissionScope,
  policyFor,
} from 'backstage-plugin-session-manager-node';
import {
  assumeAccount,
  assumeRole,
  clientConfig,
  DEVELOPMENT_ACCOUNT,
  LocalAws,
} from 'local-aws';

const PORTAL = 'portal-under-test';

/** The account in the portal's configuration. */
export const SCOPE: PermissionScope = {
  partition: 'aws',
  accountId: DEVELOPMENT_ACCOUNT,
  path: '/session-manager/',
  portalRoleName: PORTAL,
};

/** The account that owns a bucket. */
export const OWNER = '444455556666';

/** A portal with the credentials from the environment. */
export function startAccounts(
  options: { regions?: string[]; scope?: PermissionScope } = {},
) {
  const { regions, scope = SCOPE } = options;
  const { portalRoleName: _, ...account } = scope;
  // Without those that are undefined.
  const own = JSON.parse(JSON.stringify({ ...account, regions }));
  return AwsAccounts.fromConfig(
    mockServices.rootConfig({
      data: {
        aws: {
          mainAccount: { region: 'us-east-1' },
          accounts: [{ accountId: OWNER, roleName: PORTAL }],
        },
        sessionManager: {
          accounts: [own, { accountId: OWNER, regions: ['us-east-1'] }],
        },
      },
    }),
  );
}

/**
 * Restricts the portal's credentials to these permissions, each in its account,
 * until the local AWS is reset.
 */
export async function allowOnly(
  aws: LocalAws,
  permissions: readonly Permission[],
  scope: PermissionScope = SCOPE,
): Promise<void> {
  const own = clientConfig(aws.env);
  await makePortalRole(new IAMClient(own), permissions, scope);
  await makePortalRole(
    new IAMClient(await assumeAccount(aws.env, OWNER)),
    permissions,
    { ...SCOPE, accountId: OWNER },
    'bucket-owner',
  );
  const { credentials } = await assumeRole(
    own,
    `arn:aws:iam::${DEVELOPMENT_ACCOUNT}:role/${PORTAL}`,
  );
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  });
  await aws.enforcePermissions();
}

async function makePortalRole(
  iam: IAMClient,
  permissions: readonly Permission[],
  scope: PermissionScope,
  account?: Permission['account'],
) {
  await iam.send(
    new CreateRoleCommand({
      RoleName: PORTAL,
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    }),
  );
  const policy = policyFor(permissions, scope, account);
  if (asList(policy.Statement).length > 0) {
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: PORTAL,
        PolicyName: 'exactly',
        PolicyDocument: JSON.stringify(policy),
      }),
    );
  }
}

/** Resets AWS, so that everything is allowed again. */
export async function allowAll(aws: LocalAws): Promise<void> {
  await aws.reset();
  Object.assign(process.env, aws.env);
  delete process.env.AWS_SESSION_TOKEN;
}
