import { GetRoleCommand } from '@aws-sdk/client-iam';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  asList,
  keeperOf,
  PolicyDocument,
  PolicyStatement,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { callOptions } from '../accounts/clientOptions';
import { awsCode } from '../fault/awsCode';
import { toAwsError } from '../fault/toAwsError';
import { decodeDocument, tagMap } from '../role/iamValues';

/** Which role the machines shall get. */
export interface HybridRole {
  roleName: string;
  path: string;
}

/**
 * Makes sure that a role is the portal's and for hybrid nodes. Whoever holds
 * an activation gets the rights of its role on a machine of theirs, so no
 * other role that Systems Manager may assume is given away. Throws a
 * `NotFoundError` or a `ConflictError` that says what to do.
 */
export async function findHybridRole(
  { iam, settings }: Pick<AwsAccount, 'iam' | 'settings'>,
  { roleName, path }: HybridRole,
): Promise<void> {
  const role = await getRole({ iam }, roleName);
  if (role?.Path !== path) {
    throw new NotFoundError(
      `Account ${settings.accountId} has no role ${path}${roleName}: make it first, for hybrid nodes (target: hybrid).`,
    );
  }
  if (!keeperOf(tagMap(role.Tags))) {
    throw new ConflictError(
      `The portal did not make the role ${roleName}, so it gives nobody its rights: adopt it first ("adopt: true" of session-manager:role:create).`,
    );
  }
  if (!trustsSystemsManager(decodeDocument(role.AssumeRolePolicyDocument))) {
    throw new ConflictError(
      `The role ${roleName} is not for hybrid nodes, because Systems Manager may not assume it: make it with target: hybrid.`,
    );
  }
}

async function getRole({ iam }: Pick<AwsAccount, 'iam'>, roleName: string) {
  try {
    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName: roleName }),
      callOptions(),
    );
    return Role;
  } catch (error) {
    if (awsCode(error) === 'NoSuchEntity') {
      return undefined;
    }
    throw toAwsError(error);
  }
}

function trustsSystemsManager({ Statement }: PolicyDocument): boolean {
  return asList(Statement).some(
    ({ Effect, Principal }: PolicyStatement) =>
      Effect === 'Allow' &&
      typeof Principal === 'object' &&
      asList(Principal.Service).includes('ssm.amazonaws.com'),
  );
}
