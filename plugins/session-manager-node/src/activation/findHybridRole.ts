import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  asList,
  keeperOf,
  PolicyDocument,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { findRole, RoleAtPath } from '../role/findRole';

/**
 * Makes sure that a role is the portal's and for hybrid nodes; gives its tags.
 * Whoever holds an activation gets the rights of its role on a machine of
 * theirs, so no other role that Systems Manager may assume is given away.
 * Throws a `NotFoundError` or a `ConflictError` that says what to do.
 */
export async function findHybridRole(
  account: Pick<AwsAccount, 'iam' | 'settings'>,
  wanted: RoleAtPath,
): Promise<Tags> {
  const { roleName, path } = wanted;
  const role = await findRole(account, wanted);
  if (!role) {
    throw new NotFoundError(
      `Account ${account.settings.accountId} has no role ${path}${roleName}: make it first, for hybrid nodes (target: hybrid).`,
    );
  }
  if (!keeperOf(role.tags)) {
    throw new ConflictError(
      `The portal did not make the role ${roleName}, so it gives nobody its rights: adopt it first ("adopt: true" of session-manager:role:create).`,
    );
  }
  if (!trustsSystemsManager(role.trust)) {
    throw new ConflictError(
      `The role ${roleName} is not for hybrid nodes, because Systems Manager may not assume it: make it with target: hybrid.`,
    );
  }
  return role.tags;
}

function trustsSystemsManager({ Statement }: PolicyDocument): boolean {
  return asList(Statement).some(
    ({ Effect, Principal }) =>
      Effect === 'Allow' &&
      typeof Principal === 'object' &&
      asList(Principal.Service).includes('ssm.amazonaws.com'),
  );
}
