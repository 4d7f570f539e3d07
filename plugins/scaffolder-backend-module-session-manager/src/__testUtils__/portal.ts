import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { PolicyDocument } from 'backstage-plugin-session-manager-common';
import {
  AwsAccounts,
  Permission,
  PermissionScope,
  policyFor,
} from 'backstage-plugin-session-manager-node';
import {
  assumeRole,
  clientConfig,
  DEVELOPMENT_ACCOUNT,
  LocalAws,
} from 'local-aws';

const PORTAL = 'portal-under-test';

/** The account as the portal is configured with it. */
export const SCOPE: PermissionScope = {
  partition: 'aws',
  accountId: DEVELOPMENT_ACCOUNT,
  path: '/session-manager/',
};

/** A portal whose credentials the environment names. */
export function startAccounts(
  options: { regions?: string[]; scope?: PermissionScope } = {},
): AwsAccounts {
  const { regions, scope = SCOPE } = options;
  return AwsAccounts.fromConfig(
    mockServices.rootConfig({
      data: {
        aws: { mainAccount: { region: 'us-east-1' } },
        sessionManager: {
          accounts: [JSON.parse(JSON.stringify({ ...scope, regions }))],
        },
      },
    }),
  );
}

/**
 * From now on the portal's credentials may do what these permissions say, and
 * nothing else, until the local AWS is reset.
 */
export async function allowOnly(
  aws: LocalAws,
  permissions: readonly Permission[],
  scope: PermissionScope = SCOPE,
): Promise<void> {
  const iam = new IAMClient(clientConfig(aws.env));
  await iam.send(
    new CreateRoleCommand({
      RoleName: PORTAL,
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    }),
  );
  const policy: PolicyDocument = policyFor(permissions, scope);
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: PORTAL,
      PolicyName: 'exactly',
      PolicyDocument: JSON.stringify(policy),
    }),
  );
  const { credentials } = await assumeRole(
    clientConfig(aws.env),
    `arn:aws:iam::${DEVELOPMENT_ACCOUNT}:role/${PORTAL}`,
  );
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  });
  await aws.enforcePermissions();
}

/** From now on everybody may do everything, in an AWS that is empty. */
export async function allowAll(aws: LocalAws): Promise<void> {
  await aws.reset();
  Object.assign(process.env, aws.env);
  delete process.env.AWS_SESSION_TOKEN;
}

/** Runs an action as a task would; gives what it failed with, if it did. */
export async function runAction(
  action: { handler(context: never): unknown },
  input: object,
): Promise<Error | undefined> {
  const context = {
    ...createMockActionContext(),
    logger: mockServices.logger.mock(),
    input,
  };
  try {
    await action.handler(context as never);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
