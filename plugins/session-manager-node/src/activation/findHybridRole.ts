import { ConflictError } from '@backstage/errors';
import {
  asList,
  isOurs,
  keeperOf,
  PolicyDocument,
  Tags,
} from 'backstage-plugin-session-manager-common';
import { AwsAccount } from '../accounts/AwsAccounts';
import { toAwsError } from '../fault/toAwsError';
import { findRole, RoleAtPath } from '../role/findRole';

/**
 * The tags of a role that the portal made for hybrid nodes; `undefined` where
 * there is no role of this name at this path. Whoever holds an activation gets
 * the rights of its role on a machine of theirs, so no other role that Systems
 * Manager may assume is given away: also none that another tool applies from
 * files, which nobody has approved here. Throws a `ConflictError` that says what
 * to do, and what {@link toAwsError} makes of what AWS says.
 *
 * @public
 */
export async function findHybridRole(
  account: Pick<AwsAccount, 'iam' | 'settings'>,
  wanted: RoleAtPath,
): Promise<Tags | undefined> {
  const { roleName } = wanted;
  const role = await findRole(account, wanted).catch(error => {
    throw toAwsError(error);
  });
  if (!role) {
    return undefined;
  }
  if (!isOurs(role.tags)) {
    const keeper = keeperOf(role.tags);
    const made = keeper ? `, it is kept by ${keeper}` : '';
    throw new ConflictError(
      `The portal did not make the role ${roleName}${made}, so it gives nobody its rights: adopt it first ("adopt: true" of session-manager:role:create).`,
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
